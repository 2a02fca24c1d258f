import IPNetworks
import ThreatModel

@testable import ThreatAPI

/// Snapshots to make lists of.
enum ListFixture {
    struct Entry {
        var address: IPAddress
        var confidence: UInt8
        var lastSeen: UInt64
    }

    /// Entries with many equal confidences and times, so that order is decided by every part of the rule.
    static func entries(_ count: Int, _ generator: inout SeededGenerator) -> [Entry] {
        var addresses: Set<IPAddress> = []
        while addresses.count < count {
            let number = UInt32.random(in: 0...0xffff_ffff, using: &generator)
            addresses.insert(
                number.isMultiple(of: 7) ? IPAddress(v6: 0x2a00 << 112 | UInt128(number)) : IPAddress(v4: number))
        }
        return addresses.sorted().map { address in
            Entry(
                address: address, confidence: UInt8.random(in: 0...100, using: &generator),
                lastSeen: 1_795_000_000_000 + UInt64.random(in: 0...50, using: &generator) * 3_600_000)
        }
    }

    static func snapshot(_ entries: [Entry], version: UInt64 = 1) -> Snapshot {
        let records = entries.sorted { $0.address < $1.address }.map { entry in
            (
                address: entry.address,
                record: ListedWorld.record(
                    entry.confidence, lastSeen: entry.lastSeen, sessions: entry.confidence & 0x7f) as [UInt8]?
            )
        }
        let empty = Snapshot(
            v4: RecordTable(), v6: RecordTable(), words: .empty, cursor: FeedCursor(epoch: 7, sequence: 1),
            version: version - 1, changedAt: ManualClock.start)
        return empty.applying(
            records, words: .empty, cursor: FeedCursor(epoch: 7, sequence: 2), at: ManualClock.start)
    }

    /// The order of the wire, by plain comparison.
    static func sorted(_ entries: [Entry]) -> [Entry] {
        entries.sorted { a, b in
            if a.confidence != b.confidence { return a.confidence > b.confidence }
            if a.lastSeen != b.lastSeen { return a.lastSeen > b.lastSeen }
            if a.address.isIPv4 != b.address.isIPv4 { return a.address.isIPv4 }
            return a.address < b.address
        }
    }
}
