package import Firewall
package import ThreatModel

/// What was blocked since the last round, some ten seconds ago: every packet is in exactly one round.
package struct BlockRound: Equatable, Sendable {
    /// When it was counted.
    package var time: Timestamp
    package var flows: [BlockedPackets]
    /// Packets that the kernel counted without keeping their flow, because there were more flows than it keeps.
    package var rest: Int
    /// What became of the rest.
    package var mode: FirewallPolicy.Mode

    package init(time: Timestamp, flows: [BlockedPackets], rest: Int = 0, mode: FirewallPolicy.Mode = .drop) {
        self.time = time
        self.flows = flows
        self.rest = rest
        self.mode = mode
    }
}
