/// All that a backend holds of ours, read back.
package struct FirewallReading: Equatable, Sendable {
    package var standing: FirewallStanding
    /// Empty unless the standing is intact.
    package var lists: FirewallLists
}

extension FirewallReading {
    /// The state that was read; `nil` when there is none of ours.
    ///
    /// The lists are what was found. When the fingerprint of the stamp does not fit them, somebody changed them.
    package var state: FirewallState? {
        standing.stamp.map { FirewallState(lists: lists, policy: $0.policy, generation: $0.generation) }
    }
}
