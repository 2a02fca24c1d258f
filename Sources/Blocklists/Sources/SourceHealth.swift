package import ThreatModel

/// How a source fares.
package struct SourceHealth: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// Not asked yet.
        case waiting
        /// As of its last answer; the next one is due by the interval.
        case current
        /// Changes arrive as they happen.
        case live
        /// Its last answer was not used; why, and when it is asked again.
        case refused(String, again: Timestamp)
        /// It does not answer; why, and when it is asked again.
        case failing(String, again: Timestamp)
    }

    package var state: State
    /// When the list that is held was last confirmed by the source; `nil` when none is held.
    package var confirmed: Timestamp?
    /// What about the last list somebody ought to know, a sentence each.
    package var warnings: [String]
    /// Why the copy on disk is not up to date; `nil` when it is.
    package var storage: String?
    /// An answer of a very different size waits until it persists, or somebody has looked at it.
    package var isHeldBack: Bool
    /// What was wrong with the key when the source was last asked.
    package var key: KeyTrouble?

    package init(
        state: State = .waiting, confirmed: Timestamp? = nil, warnings: [String] = [], storage: String? = nil,
        isHeldBack: Bool = false, key: KeyTrouble? = nil
    ) {
        self.key = key
        self.isHeldBack = isHeldBack
        self.state = state
        self.confirmed = confirmed
        self.warnings = warnings
        self.storage = storage
    }
}

extension SourceHealth.State: CustomStringConvertible {
    package var description: String {
        switch self {
        case .waiting: "not asked yet"
        case .current: "up to date"
        case .live: "live"
        case .refused(let reason, _): "refused: \(reason)"
        case .failing(let reason, _): "failing: \(reason)"
        }
    }
}
