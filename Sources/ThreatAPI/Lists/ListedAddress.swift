import IPNetworks
import ThreatModel

/// One address of a list, in 24 bytes: what its order and its JSON are made of.
struct ListedAddress: Sendable {
    /// Ascending, this is the order of a list: confidence descending, then last seen descending. Bits 48–54 hold 100 less
    /// the confidence, bits 0–47 the complement of the milliseconds.
    let rank: UInt64
    /// The IPv4 address, or an index into the list's IPv6 addresses with ``v6Flag`` set.
    let reference: UInt64
    let sessions: UInt32
    let protocols: AttackProtocolSet

    static let v6Flag: UInt64 = 1 << 63
    private static let timeMask: UInt64 = 0xffff_ffff_ffff
    /// Bits of ``rank`` in use.
    static let rankBits = 55

    init(reference: UInt64, record: RecordView, confidence: UInt8) {
        self.reference = reference
        rank = UInt64(100 - min(100, confidence)) << 48 | ~record.lastSeen & Self.timeMask
        sessions = UInt32(clamping: record.sessions)
        protocols = record.protocols
    }

    var isIPv4: Bool { reference & Self.v6Flag == 0 }

    var confidence: UInt8 { 100 - UInt8(truncatingIfNeeded: rank >> 48) }

    /// Epoch milliseconds.
    var lastSeen: UInt64 { ~rank & Self.timeMask }
}
