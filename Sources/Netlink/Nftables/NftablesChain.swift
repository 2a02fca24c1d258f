import CNetfilter

/// A chain of rules; with a hook, packets come to it by themselves.
package struct NftablesChain: Equatable, Sendable {
    /// Where in the way of a packet a base chain stands.
    package enum Hook: Equatable, Sendable {
        /// Before routing. Lower priorities come first: connection tracking is at −200, destination NAT at −100.
        case prerouting(priority: Int32)
        /// After routing, of this host's own packets and of those that it passes on.
        case postrouting(priority: Int32)
    }

    package let name: String
    package let hook: Hook?

    package init(name: String, hook: Hook? = nil) {
        self.name = name
        self.hook = hook
    }
}
