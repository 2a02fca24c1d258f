import Guard
import ThreatModel
import WebPages

/// Am I protected? A word, a sentence, when the kernel said so, and what can be done about it.
struct StandingPart {
    let model: OverviewModel
    let frame: PageFrame

    private var standing: OverviewModel.Standing { model.standing }

    /// How long a pause may be: as the change is told, and as people read it.
    private static let pauses = [("5m", "5 min"), ("1h", "1 hour"), ("tomorrow", "Until tomorrow")]

    var html: HTML {
        Tag.section(.class("standing \(standing.state.rawValue)"), .id("standing"), .data("fresh", "")) {
            StandingBadge.sign
            Tag.div(.class("words")) {
                Tag.h1 {
                    word
                }
                Tag.p { sentence }
                Tag.p(.class("soft"), .id("checked")) { check }
                if !warnings.isEmpty {
                    Tag.ul(.class("warnings")) { for warning in warnings { Tag.li { warning } } }
                }
            }
            if frame.mayChange { orders }
        }
    }

    private var word: HTML {
        guard standing.state == .paused, let until = standing.pausedUntil else {
            return HTML(text: standing.state.word)
        }
        return HTML(text: "Paused until ") + TimeText.clock(until.time) + HTML(text: " UTC")
    }

    // MARK: - What is so

    private var sentence: HTML {
        switch standing.state {
        case .protected:
            HTML(
                text: model.entries.isCounted
                    ? Self.dropping(model.addresses, model.networks) : "Packets of listed addresses are dropped.")
        case .paused: remaining
        case .observing:
            HTML(text: "Packets of listed addresses are logged and let through, as the ")
                + Tag.a(.href(DashboardSection.settings.target)) { "settings" } + HTML(text: " say.")
        case .dryRun:
            HTML(text: "The kernel is left alone, as the settings say: nothing is dropped.")
        case .starting:
            HTML(text: "The kernel has not been given a list yet. Protection begins with the first list that comes.")
        case .unprotected:
            HTML(text: "\(standing.summary.capitalised). The ")
                + Tag.a(.href(DashboardSection.log.target)) { "log" }
                + HTML(text: " says since when; ") + Tag.code { "sikker guard doctor" }
                + HTML(text: " looks for what is in the way.")
        }
    }

    private var remaining: HTML {
        guard let until = standing.pausedUntil else { return HTML() }
        return HTML(text: "Packets of listed addresses are logged and let through. Protection goes on by itself ")
            + TimeText.distance(until.time, from: frame.now) + HTML(text: ".")
    }

    static func dropping(_ addresses: Int, _ networks: Int) -> String {
        let parts = [
            addresses > 0 ? "\(CountText.full(addresses)) \(addresses == 1 ? "address" : "addresses")" : nil,
            networks > 0 ? "\(CountText.full(networks)) \(networks == 1 ? "network" : "networks")" : nil,
        ].compactMap { $0 }
        return parts.isEmpty
            ? "No list names anybody yet, so nothing is dropped."
            : "Packets from \(parts.joined(separator: " and ")) are dropped."
    }

    /// When the kernel was asked, and what it holds.
    @HTMLBuilder private var check: HTML {
        switch standing.state {
        case .dryRun: HTML()
        case .starting, .unprotected:
            if let verified = standing.verified {
                "Last found in order in the kernel "
                TimeText.distance(verified.time, from: frame.now)
            }
        case .protected, .paused, .observing:
            if let verified = standing.verified {
                "Read back from the kernel "
                TimeText.distance(verified.time, from: frame.now)
            }
            if let since = standing.since {
                " · in force since "
                TimeText.minute(since.time)
                " UTC"
            }
            if standing.restores > 0 {
                " · put back \(Self.times(standing.restores)) after somebody had changed it"
            }
        }
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(CountText.full(count)) times" }

    private var warnings: [String] {
        var warnings = standing.warnings.map(\.capitalised)
        if !standing.isInStep, [.protected, .paused, .observing].contains(standing.state) {
            warnings.append("A change of the lists is on its way to the kernel.")
        }
        return warnings
    }

    // MARK: - What can be done

    @HTMLBuilder private var orders: HTML {
        switch standing.state {
        case .protected:
            frame.form("pause", class: "change orders") {
                Tag.span(.class("soft"), .id("pause-for")) { "Pause for" }
                for (length, words) in Self.pauses {
                    Tag.button(
                        .type("submit"), .class("quiet"), .name("for"), .value(length), .described(by: "pause-for")
                    ) { words }
                }
            }
        case .paused:
            frame.form("resume", class: "change orders") {
                Tag.button(.type("submit")) { "Resume now" }
            }
        case .observing, .dryRun, .starting, .unprotected: HTML()
        }
    }
}
