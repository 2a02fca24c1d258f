import IPNetworks
import Store
import ThreatModel
import WebPages

/// `/appeal/{id}`: how an appeal stands, and what to do next.
struct AppealStatusPage {
    let appeal: StoredAppeal
    /// The confidence of its address now.
    let confidence: UInt8

    private var id: String { AppealToken(bytes: appeal.id)?.hexadecimal ?? "" }
    private var word: String { AppealToken(bytes: appeal.token)?.word ?? "" }

    var page: Page {
        Page(
            title: "Appeal for \(appeal.address)", summary: "How the appeal stands.", section: Site.appeal,
            isForEveryone: false
        ) {
            Tag.h1 {
                "Appeal for "
                Tag.span(.class("mono")) { appeal.address.description }
            }
            Tag.p(.class("lead")) { sentence }
            steps
            if appeal.state == .open { proofs }
            keeping
        }
    }

    // MARK: How it stands

    @HTMLBuilder private var sentence: HTML {
        switch appeal.state {
        case .open:
            "Now prove that you hold the address, until "
            PageText.time(appeal.endsAt)
            ". Otherwise the appeal is forgotten."
        case .proven:
            "You hold the address. Reports about it do not count, until somebody has decided or until "
            PageText.time(appeal.endsAt)
            "."
        case .granted: "The appeal was granted: the reports were struck."
        case .rejected:
            "The appeal was rejected: the reports count again. There can be another appeal from "
            nextAppeal
            " on."
        case .expired:
            "Nobody decided in time: the reports count again. There can be another appeal from "
            nextAppeal
            " on."
        }
    }

    @HTMLBuilder private var nextAppeal: HTML {
        if let end = appeal.pauseEnd { PageText.time(end) }
    }

    private var steps: HTML {
        Tag.ol(.class("steps")) {
            step("Appealed", isDone: true, isNow: false) { PageText.time(appeal.createdAt) }
            step("Proven", isDone: appeal.provenAt != nil, isNow: appeal.state == .open) {
                if let provenAt = appeal.provenAt {
                    PageText.time(provenAt)
                    if let proof = appeal.proof { proof == .http ? ", by the web page" : ", by the reverse DNS" }
                } else {
                    "not yet"
                }
            }
            step("Decided", isDone: isDecided, isNow: appeal.state == .proven) {
                if isDecided {
                    PageText.word(appeal.state) + ", "
                    PageText.time(appeal.endsAt)
                } else {
                    "not yet"
                }
            }
        }
    }

    private var isDecided: Bool {
        switch appeal.state {
        case .open, .proven: false
        case .granted, .rejected, .expired: true
        }
    }

    private func step(
        _ title: String, isDone: Bool, isNow: Bool, @HTMLBuilder _ content: () -> HTML
    ) -> HTML {
        Tag.li(.class(isDone ? "done" : isNow ? "now" : "")) {
            Tag.strong { title }
            content()
        }
    }

    // MARK: What to do

    private var proofs: HTML {
        Tag.section {
            Tag.h2 { "Prove it in one of two ways" }
            Tag.div(.class("cards")) {
                webCard
                nameCard
            }
            Tag.form(.method(.post), .action(.path("appeal", id, "verify"))) {
                Tag.button(.type("submit")) { "Look for the proof now" }
            }
            Tag.p(.class("soft")) {
                if let last = appeal.lastAttemptAt {
                    "Looked \(PageText.count(appeal.attempts, "time", "times")) and found none so far, last at "
                    PageText.time(last)
                    ". "
                }
                "The server looks by itself too, more and more seldom."
            }
        }
    }

    private var webCard: HTML {
        Tag.div(.class("card")) {
            Tag.h3 { "A page of a web server on the address" }
            Tag.p { "At port 80, without a redirect:" }
            Tag.pre { Tag.code { HTTPAppealPageFetcher.url(of: appeal.address) } }
            Tag.p { "One of its lines must be:" }
            Tag.pre { Tag.code { word } }
        }
    }

    private var nameCard: HTML {
        Tag.div(.class("card")) {
            Tag.h3 { "The name of the address" }
            Tag.p { "A PTR record of the reverse DNS at" }
            Tag.pre { Tag.code { ReverseName.text(of: appeal.address) } }
            Tag.p { "must give a name that begins with this label, in any domain:" }
            Tag.pre { Tag.code { word } }
        }
    }

    private var keeping: HTML {
        Tag.section(.class("prose")) {
            Tag.h2 { "Come back here" }
            Tag.p {
                "Keep the address of this page: whoever knows it sees how the appeal stands, and nobody can guess it. Programs "
                "read the same at "
                Tag.a(.href(.path("v1", "appeals", id))) { "/v1/appeals/…" }
                "."
            }
            Tag.p {
                "The address has a confidence of \(confidence) of 100 now: "
                Tag.a(.href(.path("appeal", query: [("ip", appeal.address.description)]))) { "what is known of it" }
                "."
            }
        }
    }
}
