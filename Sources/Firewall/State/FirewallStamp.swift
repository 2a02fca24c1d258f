/// What a firewall says about itself: kept with its objects, so that a later start recognises its own work.
package struct FirewallStamp: Equatable, Sendable {
    package var generation: UInt64
    package var fingerprint: FirewallFingerprint
    package var policy: FirewallPolicy

    package init(generation: UInt64, fingerprint: FirewallFingerprint, policy: FirewallPolicy) {
        self.generation = generation
        self.fingerprint = fingerprint
        self.policy = policy
    }

    package init(_ state: FirewallState) {
        self.init(generation: state.generation, fingerprint: state.lists.fingerprint, policy: state.policy)
    }
}
