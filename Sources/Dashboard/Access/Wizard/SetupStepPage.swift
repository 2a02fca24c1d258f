import Blocklists
import Guard
import IPNetworks
import WebPages

/// A page of the first settings: where one is in them, what is asked, and a way past it.
struct SetupStepPage {
    let step: SetupStep
    let problem: DashboardProblem?
    let frame: PageFrame

    /// Somebody whom a list could block.
    struct Stranger {
        var address: IPAddress
        var meaning: String
    }

    func server(_ configuration: GuardConfiguration) -> Page {
        page(
            "Your Sikker server", "It knows who attacks others, and tells this guard within a second.",
            "Check and go on"
        ) {
            Tag.div(.class("field")) {
                Tag.label(.for("server")) { "Server address" }
                Tag.input(
                    .id("server"), .name("server"), .type("url"), .value("\(configuration.server)"),
                    .isSpelledFreely, .maximumLength(300))
            }
            secret(
                "key", "API key",
                configuration.credential == nil
                    ? "Begins with sk_. It is tried out before anything is saved."
                    : "There is one already; left empty, it stays.")
        }
    }

    func sources(_ configuration: GuardConfiguration) -> Page {
        page("Lists of others", "Whatever you choose is merged; nobody is blocked twice.", "Go on") {
            Tag.fieldset {
                Tag.legend { "blocklist.de, attackers by what they attacked" }
                for feed in BlocklistDEFeed.allCases {
                    box(
                        "feed-\(feed.rawValue)", "on", feed == .all ? "all of them" : feed.rawValue,
                        isChecked: configuration.lists.blocklistDE.feeds.contains(feed))
                }
            }
            secret(
                "abuseipdb", "Key for AbuseIPDB",
                configuration.abuseIPDB.key == nil
                    ? "Left empty, AbuseIPDB is not asked." : "There is one already; left empty, it stays.")
        }
    }

    /// - Parameters:
    ///   - allowed: what is never blocked anyway.
    ///   - visitors: those who could be.
    ///   - own: entries of the settings.
    func allowlist(_ allowed: [AllowedRange], visitors: [Stranger], own: [String]) -> Page {
        let found = allowed.filter { if case .specialPurpose = $0.reason { false } else { true } }
        return page("Never blocked", "Whatever a list says, these get through.", "Go on") {
            if !visitors.isEmpty {
                Tag.fieldset {
                    Tag.legend { "Found just now, and blocked if a list says so" }
                    for (number, visitor) in visitors.enumerated() {
                        box(
                            "entry-\(number)", "\(visitor.address)", "\(visitor.address), \(visitor.meaning)",
                            isChecked: true)
                    }
                }
            }
            Tag.div(.class("field")) {
                Tag.label(.for("entries")) { "More: addresses, networks, host names" }
                Tag.textarea(
                    .id("entries"), .name("entries"), .rows(3), .isSpelledFreely, .described(by: "entries-hint")
                ) {}
                Tag.p(.class("hint"), .id("entries-hint")) { "One a line, such as 198.51.100.0/24 or office.example." }
            }
            Tag.details {
                Tag.summary { "Never blocked anyway: \(found.count) found on this machine" }
                Tag.ul {
                    for range in found.prefix(40) {
                        Tag.li {
                            Tag.code { "\(range.range)" }
                            " \(range.reason)"
                        }
                    }
                    Tag.li { "Loopback, private and other networks that are nobody's on the Internet" }
                    Tag.li { "Whoever is logged in by SSH, for as long as they are" }
                }
            }
        }
    }

    func mode(_ configuration: GuardConfiguration) -> Page {
        page("Ready", "Packets of listed addresses are counted and shown in either case.", "Start") {
            Tag.fieldset {
                Tag.legend { "What happens to them" }
                radio("protect", "Protect: they are dropped", isChecked: !configuration.isLogOnly)
                radio("log", "Dry run first: they are let through", isChecked: configuration.isLogOnly)
            }
            Tag.p(.class("hint")) { "The settings change it at any time, without a gap." }
            if !configuration.hasSources {
                Tag.p { "There is no source yet: nothing is blocked until there is one." }
            }
        }
    }

    // MARK: - Parts

    private func page(
        _ title: String, _ lead: String, _ action: String, @HTMLBuilder fields: () -> HTML
    ) -> Page {
        Page(title: title, summary: lead, isForEveryone: false) {
            Tag.div(.class("entrance wide")) {
                Tag.ol(.class("steps four")) {
                    for (number, other) in SetupStep.allCases.enumerated() { item(other, number) }
                }
                Tag.h1 { title }
                Tag.p(.class("lead")) { lead }
                if let problem {
                    Tag.div(.class("notice bad"), .role("alert")) {
                        Tag.strong { "Not saved" }
                        Tag.p { problem.sentence.asSentence }
                    }
                }
                Tag.form(.method(.post), .action(step.target)) {
                    frame.token
                    fields()
                    Tag.button(.type("submit")) { action }
                }
                Tag.p {
                    Tag.a(.href(step.afterwards)) { step.next == nil ? "Leave it as it is" : "Skip this" }
                }
            }
        }
    }

    private func item(_ other: SetupStep, _ number: Int) -> HTML {
        let current = SetupStep.allCases.firstIndex(of: step) ?? 0
        let state = number == current ? "now" : number < current ? "done" : "later"
        return Tag.li(.class(state)) {
            Tag.strong { other.title }
            Tag.span(.class("unseen")) { state == "now" ? " (this page)" : state == "done" ? " (done)" : "" }
        }
    }

    private func secret(_ name: String, _ label: String, _ hint: String) -> HTML {
        Tag.div(.class("field")) {
            Tag.label(.for(name)) { label }
            Tag.input(
                .id(name), .name(name), .type("password"), .autocomplete("off"), .maximumLength(256),
                .described(by: "\(name)-hint"))
            Tag.p(.class("hint"), .id("\(name)-hint")) { hint }
        }
    }

    private func box(_ name: String, _ value: String, _ label: String, isChecked: Bool) -> HTML {
        Tag.label(.class("choice")) {
            if isChecked {
                Tag.input(.type("checkbox"), .name(name), .value(value), .isChecked)
            } else {
                Tag.input(.type("checkbox"), .name(name), .value(value))
            }
            " \(label)"
        }
    }

    private func radio(_ value: String, _ label: String, isChecked: Bool) -> HTML {
        Tag.label(.class("choice")) {
            if isChecked {
                Tag.input(.type("radio"), .name("mode"), .value(value), .isChecked)
            } else {
                Tag.input(.type("radio"), .name("mode"), .value(value))
            }
            " \(label)"
        }
    }
}
