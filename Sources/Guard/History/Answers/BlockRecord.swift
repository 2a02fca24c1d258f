package import Blocklists
package import Firewall
package import ThreatModel

/// Packets of one flow within some ten seconds.
package struct BlockRecord: Equatable, Sendable {
    /// Grows with time; the place to go on from.
    package var number: Int64
    package var time: Timestamp
    package var flow: BlockedFlow
    package var mode: FirewallPolicy.Mode
    package var packets: Int
    /// Of those that were logged, how many belonged to a connection that was open before its peer was listed.
    package var cut: Int
    package var sources: [SourceIdentity]
}
