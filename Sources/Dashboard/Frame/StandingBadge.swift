import Guard
import ThreatModel
import WebPages

/// How the guard fares, in a word with a sign, in the header of every page: as it is known, without asking the kernel.
struct StandingBadge: Equatable, Sendable {
    var state: StatusReport.State

    var html: HTML {
        Tag.a(.class("badge \(state.rawValue)"), .href(.path("")), .id("badge"), .data("fresh", "")) {
            Self.sign
            state.word
        }
    }

    /// The stylesheet gives it shape and colour, by the state that is the class of whatever it stands in.
    static let sign = Tag.span(.class("sign"), .isHiddenFromReaders) {}
}

extension StatusReport.State {
    /// As people call it.
    var word: String {
        switch self {
        case .protected: "Protected"
        case .observing: "Observing"
        case .paused: "Paused"
        case .dryRun: "Dry run"
        case .starting: "Starting"
        case .unprotected: "Not protected"
        }
    }
}
