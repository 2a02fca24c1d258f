/// All that a firewall is to hold, or holds.
package struct FirewallState: Equatable, Sendable {
    package var lists: FirewallLists
    package var policy: FirewallPolicy
    /// The caller's own number for this state, kept with it in the kernel.
    package var generation: UInt64

    package init(lists: FirewallLists = FirewallLists(), policy: FirewallPolicy = FirewallPolicy(), generation: UInt64)
    {
        self.lists = lists
        self.policy = policy
        self.generation = generation
    }
}
