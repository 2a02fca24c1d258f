import ThreatModel

/// What a visitor does in its sessions: for each of its protocols, the behaviours it may show.
struct Kit: Sendable {
    /// One element for each protocol; a session is about one of them.
    let protocols: [[Trick]]
    /// What those it attacks report.
    let category: ReportCategory

    /// What kinds of visitors do, as severities: how many behaviours of each, and how likely each is in a session.
    enum Plan: CaseIterable {
        /// Looks, and goes.
        case look
        /// A mistake that looks like an attempt.
        case mistake
        /// Guesses passwords, and does little when one fits.
        case guess
        /// Gets in and installs something.
        case install
        /// Asks for pages and services with holes.
        case probe

        var severities: [(severity: Severity, count: Int, probability: Double)] {
            switch self {
            case .look: [(.info, 2, 1), (.low, 1, 0.3)]
            case .mistake: [(.info, 1, 1), (.low, 1, 0.5), (.medium, 1, 0.1)]
            case .guess: [(.info, 1, 1), (.low, 1, 0.5), (.medium, 2, 0.8), (.high, 1, 0.1)]
            case .install: [(.info, 1, 1), (.medium, 2, 0.8), (.high, 2, 0.6), (.veryHigh, 2, 0.5)]
            case .probe: [(.info, 1, 1), (.medium, 2, 0.6), (.high, 1, 0.4), (.veryHigh, 1, 0.1)]
            }
        }

        var category: ReportCategory {
            switch self {
            case .look: .portScan
            case .mistake: .other
            case .guess: .bruteForce
            case .install: .iotTargeted
            case .probe: .webExploit
            }
        }

        var isHostile: Bool {
            switch self {
            case .look, .mistake: false
            case .guess, .install, .probe: true
            }
        }
    }
}
