import Blocklists
import Firewall
import Guard
import ThreatModel

/// Packets of one flow within ten seconds from its first one.
struct LiveRow: Equatable, Sendable {
    /// Counts the rows.
    let number: UInt64
    /// The ``LiveRing/clock`` when it came.
    let born: UInt64
    /// And when it last became another.
    var changed: UInt64
    let began: Timestamp
    let flow: BlockedFlow
    let mode: FirewallPolicy.Mode
    var isCut: Bool
    /// 1 as long as the flow goes on.
    var packets: Int
    let sources: [SourceIdentity]
}
