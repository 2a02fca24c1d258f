package import Blocklists
package import Firewall

/// How many packets of one flow were met within a ``BlockRound``.
package struct BlockedPackets: Equatable, Sendable {
    package var flow: BlockedFlow
    package var mode: FirewallPolicy.Mode
    /// As the kernel counted them; as they were logged where it does not count.
    package var packets: Int
    /// Of those that were logged, how many belonged to a connection that was open before its peer was listed.
    package var cut: Int
    /// Who lists the address; none when nobody does any more.
    package var sources: [SourceIdentity]

    package init(
        flow: BlockedFlow, mode: FirewallPolicy.Mode = .drop, packets: Int, cut: Int = 0, sources: [SourceIdentity]
    ) {
        self.flow = flow
        self.mode = mode
        self.packets = packets
        self.cut = cut
        self.sources = sources
    }
}
