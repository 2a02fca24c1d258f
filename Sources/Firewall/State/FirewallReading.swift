/// All that a backend holds of ours, read back.
package struct FirewallReading: Equatable, Sendable {
    package var standing: FirewallStanding
    /// Empty unless the standing is intact.
    package var lists: FirewallLists

    /// What is known to stand without having been read just now; a backend refuses a plan for anything else.
    package init(standing: FirewallStanding, lists: FirewallLists) {
        self.standing = standing
        self.lists = lists
    }
}

extension FirewallReading {
    /// The state that was read; `nil` when there is none of ours.
    ///
    /// The lists are what was found. When the fingerprint of the stamp does not fit them, somebody changed them.
    package var state: FirewallState? {
        standing.stamp.map { FirewallState(lists: lists, policy: $0.policy, generation: $0.generation) }
    }
}
