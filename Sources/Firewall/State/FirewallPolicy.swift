/// What happens to packets from listed addresses.
package struct FirewallPolicy: Equatable, Sendable {
    package enum Mode: String, Sendable, CaseIterable {
        case drop
        /// Counted and logged as if, but let through.
        case logOnly = "log-only"
    }

    package var mode: Mode
    /// `nil`: counted only.
    package var logging: PacketLogging?
    /// Every packet from a listed address is dropped before connection tracking sees it: the cheapest there is. Answers to
    /// what this host opens to such an address are dropped with the rest.
    package var isFloodMode: Bool
    /// What this host, or one behind it, opens to a listed address is dropped too.
    package var blocksOutbound: Bool

    package init(
        mode: Mode = .drop, logging: PacketLogging? = PacketLogging(), isFloodMode: Bool = false,
        blocksOutbound: Bool = false
    ) {
        self.mode = mode
        self.logging = logging
        self.isFloodMode = isFloodMode
        self.blocksOutbound = blocksOutbound
    }

    /// Whether packets are met at the same places, so that one policy can follow the other without everything being built
    /// anew.
    package func meetsPackets(as other: Self) -> Bool {
        isFloodMode == other.isFloodMode && blocksOutbound == other.blocksOutbound
    }
}
