import IPNetworks
import ThreatModel

/// The objects of a collection as of one snapshot, in the order in which they are handed out: the identity at position 0,
/// then the indicators by the time of their version, then by address (IPv4 before IPv6).
///
/// It holds 16 bytes an indicator and the snapshot; what an object says is written from its record when it is sent.
struct IndicatorIndex: Sendable {
    /// When the identity was made: before any indicator.
    static let identityTime = VersionTime(microseconds: 1_735_689_600_000_000)

    struct Entry: Ranked, Sendable {
        /// Microseconds.
        let rank: UInt64
        /// The IPv4 address, or an index into the IPv6 addresses with ``v6Flag`` set: ascending as addresses are.
        let reference: UInt64

        static let v6Flag: UInt64 = 1 << 63
        static let rankBits = 56
    }

    let snapshot: Snapshot
    let filter: IndicatorFilter
    private let entries: [Entry]
    /// Ascending.
    private let v6: [UInt128]

    init(of snapshot: Snapshot, filter: IndicatorFilter) {
        var entries: [Entry] = []
        var v6: [UInt128] = []
        snapshot.forEach(filter.list.family) { address, record in
            guard filter.standing(address, record) != .none else { return }
            let time = Self.time(of: record).microseconds
            if let key = address.v4 {
                entries.append(Entry(rank: time, reference: UInt64(key)))
            } else {
                entries.append(Entry(rank: time, reference: UInt64(v6.count) | Entry.v6Flag))
                v6.append(address.mapped)
            }
        }
        self.snapshot = snapshot
        self.filter = filter
        self.entries = RankOrder.sorted(entries)
        self.v6 = v6
    }

    /// Objects, the identity included.
    var count: Int { entries.count + 1 }

    /// Records that came about before there was an identity do not come before it.
    static func time(of record: RecordView) -> VersionTime {
        max(record.versionTime, VersionTime(microseconds: identityTime.microseconds + 1))
    }

    func time(at position: Int) -> VersionTime {
        position == 0 ? Self.identityTime : VersionTime(microseconds: entries[position - 1].rank)
    }

    /// `nil` for the identity.
    func address(at position: Int) -> IPAddress? {
        guard position > 0 else { return nil }
        let reference = entries[position - 1].reference
        return reference & Entry.v6Flag == 0
            ? IPAddress(v4: UInt32(truncatingIfNeeded: reference))
            : IPAddress(v6: v6[Int(reference & ~Entry.v6Flag)])
    }

    // MARK: Searching, in logarithmic time

    /// The first position behind an object, whether or not it is still there.
    func position(after place: PagePosition) -> Int {
        guard let address = place.address else {
            return place.time < Self.identityTime ? 0 : lowerBound(place.time.microseconds, 0)
        }
        return lowerBound(place.time.microseconds, reference(behind: address))
    }

    /// The first position whose object is newer.
    func position(after time: VersionTime) -> Int {
        guard time >= Self.identityTime else { return 0 }
        return time.microseconds == .max ? count : lowerBound(time.microseconds + 1, 0)
    }

    /// The positions of the versions that STIX dates so.
    func positions(modified milliseconds: UInt64) -> Range<Int> {
        let (start, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
        guard !overflow, start <= .max - 1000 else { return 0..<0 }
        if milliseconds == Self.identityTime.milliseconds { return 0..<lowerBound(start + 1000, 0) }
        return lowerBound(start, 0)..<lowerBound(start + 1000, 0)
    }

    /// Where the indicator of an address stands; `nil` when there is none.
    func position(of address: IPAddress) -> Int? {
        let time = snapshot.withRecord(of: address) { record in
            filter.standing(address, record) == .none ? nil : Self.time(of: record)
        }
        guard let time = time ?? nil else { return nil }
        return lowerBound(time.microseconds, reference(behind: address)) - 1
    }

    /// The least reference that an address behind this one can have.
    private func reference(behind address: IPAddress) -> UInt64 {
        address.v4.map { UInt64($0) + 1 } ?? UInt64(v6.firstIndex(greaterThan: address.mapped)) | Entry.v6Flag
    }

    /// The first position, 0 aside, that is not before a time and reference.
    private func lowerBound(_ time: UInt64, _ reference: UInt64) -> Int {
        var low = 0
        var count = entries.count
        while count > 0 {
            let half = count / 2
            let entry = entries[low + half]
            if entry.rank < time || entry.rank == time && entry.reference < reference {
                low += half + 1
                count -= half + 1
            } else {
                count = half
            }
        }
        return low + 1
    }
}
