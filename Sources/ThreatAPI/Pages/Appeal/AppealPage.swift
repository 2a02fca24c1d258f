import Detection
import IPNetworks
import ThreatModel
import WebPages

/// `/appeal`: tells what is known of an address, and lets whoever holds it appeal.
struct AppealPage {
    /// What was filled in so far.
    struct Filled {
        var address = ""
        var reason = ""
        var contact = ""
    }

    var filled = Filled()
    /// What is known of the address asked for.
    var summary: AddressSummary?
    /// Whether the address may be listed at all, and so appealed for.
    var mayBeListed = true
    /// Whether this server takes appeals.
    var isOpen = true
    /// Why what was filled in is not taken.
    var fault: RequestError?
    let catalogue: DetectionCatalogue

    var page: Page {
        Page(
            title: summary.map { "\($0.address)" } ?? "Is an address listed, and why?",
            summary: "Look an address up, see why it is listed, and appeal if it is yours.", section: Site.appeal,
            isForEveryone: summary == nil && fault == nil
        ) {
            Tag.h1 { "Is an address listed, and why?" }
            Tag.p(.class("lead")) {
                "Anybody may see what is known of an address. Whoever holds it may say that it is listed wrongly."
            }
            lookup
            if let fault { notice(fault) }
            if let summary { AddressVerdict(summary: summary, catalogue: catalogue).html }
            if let closed { closed } else { appeal }
        }
    }

    private var lookup: HTML {
        Tag.form(.class("lookup"), .method(.get), .action(.path("appeal")), .role("search")) {
            Tag.div {
                Tag.label(.for("lookup")) { "IPv4 or IPv6 address" }
                Tag.input(
                    .id("lookup"), .name("ip"), .type("text"), .class("mono"), .value(filled.address), .isRequired,
                    .maximumLength(IPAddress.maximumTextLength), .autocomplete("off"), .isSpelledFreely,
                    .placeholder("2001:db8::1"))
            }
            Tag.button(.type("submit")) { "Look up" }
        }
    }

    private func notice(_ fault: RequestError) -> HTML {
        Tag.div(.class("notice bad"), .role("alert")) {
            Tag.p {
                Tag.strong { "That was not taken." }
                fault.readable
            }
        }
    }

    /// Why nobody can appeal here and now; `nil`: it is possible.
    private var closed: HTML? {
        guard isOpen else {
            return Tag.p(.class("notice")) { "This server takes no appeals. Whoever runs it can be asked directly." }
        }
        guard mayBeListed else {
            return Tag.p(.class("notice")) {
                "An address like this is never listed: it is private, reserved, or the operator's own. There is nothing to "
                    + "appeal against."
            }
        }
        return nil
    }

    @HTMLBuilder private var appeal: HTML {
        explanation
        // For an address that cannot be looked up there is nothing to fill in.
        if summary != nil || !filled.reason.isEmpty || IPAddress(filled.address) != nil { form }
    }

    private var explanation: HTML {
        Tag.section(.class("prose")) {
            Tag.h2 { "What an appeal does" }
            Tag.p {
                "You say why the address should not be listed, and prove within a day that you hold it. From the proof on, "
                "reports about it count for nothing until somebody has looked into it, for a week at most. Granted, the reports "
                "are struck; otherwise they count again, and there can be no other appeal for thirty days."
            }
            Tag.p {
                "What sensors saw counts all the while: an address that attacks is listed whatever is said of it. It fades by "
                "itself once the attacks end."
            }
            Tag.h2 { "Two ways to prove it" }
            Tag.p {
                "After the appeal you get a word. Either serve it on a page of a web server on the address itself, at "
                Tag.code { HTTPAppealPageFetcher.path }
                ", or let the name that the reverse DNS gives for the address begin with it. One of them is enough."
            }
        }
    }

    private var form: HTML {
        Tag.section(.class("prose")) {
            Tag.h2(.id("form")) { "Appeal for this address" }
            Tag.form(.method(.post), .action(.path("appeal")), .labelled(by: "form")) {
                Tag.div(.class("field")) {
                    Tag.label(.for("ip")) { "Address" }
                    Tag.input(
                        .id("ip"), .name("ip"), .type("text"), .class("mono"), .value(filled.address), .isRequired,
                        .maximumLength(IPAddress.maximumTextLength), .autocomplete("off"), .isSpelledFreely)
                }
                Tag.div(.class("field")) {
                    Tag.label(.for("reason")) { "Why it should not be listed" }
                    Tag.textarea(
                        .id("reason"), .name("reason"), .rows(5), .isRequired,
                        .maximumLength(AppealLimits.maximumReasonLength)
                    ) { HTML(textAreaText: filled.reason) }
                }
                Tag.div(.class("field")) {
                    Tag.label(.for("contact")) {
                        "Where you can be reached "
                        Tag.span(.class("soft")) { "(if you like; only whoever reviews the appeal sees it)" }
                    }
                    Tag.input(
                        .id("contact"), .name("contact"), .type("text"), .value(filled.contact),
                        .maximumLength(AppealLimits.maximumContactLength), .autocomplete("email"))
                }
                Tag.button(.type("submit")) { "Appeal" }
            }
        }
    }
}
