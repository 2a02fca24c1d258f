import IPNetworks
import ThreatModel

/// The addresses that a filter lets through at one moment, in the order of the wire: confidence descending, then last seen
/// descending, then address (IPv4 before IPv6).
struct AddressList: Sendable {
    let filter: ListFilter
    let entries: [ListedAddress]
    private let v6: [UInt128]
    /// Where the list stands in the change feed.
    let cursor: FeedCursor
    /// When it last changed.
    let changedAt: Timestamp

    init(of snapshot: Snapshot, filter: ListFilter) {
        var entries: [ListedAddress] = []
        var v6: [UInt128] = []
        snapshot.forEach(filter.family) { address, record in
            guard filter.holds(address, record) else { return }
            if let key = address.v4 {
                entries.append(ListedAddress(reference: UInt64(key), record: record))
            } else {
                entries.append(ListedAddress(reference: UInt64(v6.count) | ListedAddress.v6Flag, record: record))
                v6.append(address.mapped)
            }
        }
        self.filter = filter
        self.entries = RankOrder.sorted(entries)
        self.v6 = v6
        cursor = snapshot.cursor
        changedAt = snapshot.changedAt
    }

    func address(of entry: ListedAddress) -> IPAddress {
        entry.reference & ListedAddress.v6Flag == 0
            ? IPAddress(v4: UInt32(truncatingIfNeeded: entry.reference))
            : IPAddress(v6: v6[Int(entry.reference & ~ListedAddress.v6Flag)])
    }
}
