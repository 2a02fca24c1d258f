import Geolocation
import IPNetworks
import ThreatModel

/// The addresses that a filter lets through at one moment, in the order of the wire: confidence descending, then last seen
/// descending, then address (IPv4 before IPv6).
final class AddressList: Sendable {
    let filter: ListFilter
    let entries: [ListedAddress]
    private let v6: [UInt128]
    /// Where addresses were when the list was made.
    let places: PlaceTable
    /// Where the list stands in the change feed.
    let cursor: FeedCursor
    /// When it last changed.
    let changedAt: Timestamp
    /// What it was made of.
    let version: ListVersion

    init(of snapshot: Snapshot, filter: ListFilter, places: PlaceTable = .empty) {
        var entries: [ListedAddress] = []
        var v6: [UInt128] = []
        let matcher = filter.places.isEmpty ? nil : PlaceMatcher(filter.places)
        var walk = PlaceTable.Walk(places)
        snapshot.forEach(filter.family) { address, record in
            guard filter.holds(record) else { return }
            if let matcher, !matcher.holds(walk.key(of: address)) { return }
            let confidence = filter.confidence(of: record)
            if let key = address.v4 {
                entries.append(ListedAddress(reference: UInt64(key), record: record, confidence: confidence))
            } else {
                let reference = UInt64(v6.count) | ListedAddress.v6Flag
                entries.append(ListedAddress(reference: reference, record: record, confidence: confidence))
                v6.append(address.mapped)
            }
        }
        self.filter = filter
        self.entries = RankOrder.sorted(entries)
        self.v6 = v6
        self.places = places
        cursor = snapshot.cursor.seen(through: filter.places, of: places)
        changedAt = snapshot.changedAt
        version = ListVersion(snapshot: snapshot.version, places: places.version)
    }

    private init(_ list: AddressList, entries: [ListedAddress]) {
        filter = list.filter
        self.entries = entries
        v6 = list.v6
        places = list.places
        cursor = list.cursor
        changedAt = list.changedAt
        version = list.version
    }

    func address(of entry: ListedAddress) -> IPAddress {
        entry.isIPv4
            ? IPAddress(v4: UInt32(truncatingIfNeeded: entry.reference))
            : IPAddress(v6: v6[Int(entry.reference & ~ListedAddress.v6Flag)])
    }

    /// Bytes of memory.
    var byteCount: Int {
        entries.count * MemoryLayout<ListedAddress>.stride + v6.count * MemoryLayout<UInt128>.stride
    }

    /// The first addresses alone.
    func prefix(_ count: Int) -> AddressList {
        count < entries.count ? AddressList(self, entries: Array(entries.prefix(count))) : self
    }

    /// The same addresses, those of IPv4 first.
    func separatingFamilies() -> AddressList {
        AddressList(self, entries: entries.filter(\.isIPv4) + entries.filter { !$0.isIPv4 })
    }

    /// The fewest networks that hold these addresses and no other: IPv4 first, each family ascending.
    func networks() -> [IPPrefix] {
        var builder = IPAddressSetBuilder()
        for entry in entries {
            let address = address(of: entry)
            if let key = address.v4 {
                builder.v4.insert(AddressRange(key))
            } else {
                builder.v6.insert(AddressRange(address.mapped))
            }
        }
        return Array(builder.build().prefixes)
    }
}

/// What a list is made of: equal versions in one process, equal lists.
struct ListVersion: Hashable, Sendable {
    /// ``Snapshot/version``
    var snapshot: UInt64
    /// ``PlaceTable/version``
    var places: UInt64
}

extension FeedCursor {
    /// The cursor of a list that is filtered by places: good as long as the places are the same.
    func seen(through filter: PlaceFilter, of places: PlaceTable) -> FeedCursor {
        guard !filter.isEmpty else { return self }
        return FeedCursor(epoch: epoch, sequence: sequence, view: UInt32(truncatingIfNeeded: places.version) | 1)
    }
}
