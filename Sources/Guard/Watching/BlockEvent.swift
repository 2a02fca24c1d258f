package import Blocklists
package import Firewall
package import ThreatModel

/// Something about a blocked flow that is worth showing.
package struct BlockEvent: Equatable, Sendable {
    package enum Phase: Equatable, Sendable {
        /// Its first packet, just now.
        case began
        /// Ten seconds later: how many packets there were in all.
        case ended(packets: Int)
    }

    package var flow: BlockedFlow
    package var phase: Phase
    /// When the first packet came.
    package var began: Timestamp
    /// Whether its packets were dropped or merely seen.
    package var mode: FirewallPolicy.Mode
    /// Whether some of its packets, or its first one, belonged to a connection that was open before the address was
    /// listed, and is cut now.
    package var isCut = false
    /// Who lists the address; none when nobody does any more.
    package var sources: [SourceIdentity]

    package init(
        flow: BlockedFlow, phase: Phase, began: Timestamp, mode: FirewallPolicy.Mode, isCut: Bool = false,
        sources: [SourceIdentity]
    ) {
        self.flow = flow
        self.phase = phase
        self.began = began
        self.mode = mode
        self.isCut = isCut
        self.sources = sources
    }
}
