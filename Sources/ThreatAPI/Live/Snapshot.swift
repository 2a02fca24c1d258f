import IPNetworks
import Scoring
import ThreatModel

/// Everything that is read: the record of every address as of one moment. Immutable; changes make a new one that shares
/// nearly everything with the old.
final class Snapshot: Sendable {
    private let v4: RecordTable<UInt32>
    private let v6: RecordTable<UInt128>
    let words: WordTable
    /// The last change of the feed that it contains.
    let cursor: FeedCursor
    /// Counts the snapshots of this process: equal numbers, equal contents.
    let version: UInt64
    /// When the change at ``cursor`` was made.
    let changedAt: Timestamp
    /// The newest version of any indicator, including some that are forgotten.
    let newestVersion: VersionTime

    init(
        v4: RecordTable<UInt32>, v6: RecordTable<UInt128>, words: WordTable, cursor: FeedCursor, version: UInt64,
        changedAt: Timestamp, newestVersion: VersionTime = .zero
    ) {
        self.v4 = v4
        self.v6 = v6
        self.words = words
        self.cursor = cursor
        self.version = version
        self.changedAt = changedAt
        self.newestVersion = newestVersion
    }

    var count: Int { v4.count + v6.count }

    /// Calls `body` with the record of an address, which is valid only during the call; `nil` when it is not known.
    func withRecord<Result>(of address: IPAddress, _ body: (RecordView) -> Result) -> Result? {
        if let key = address.v4 { return v4.withRecord(of: key) { body(RecordView($0)) } }
        return v6.withRecord(of: address.mapped) { body(RecordView($0)) }
    }

    /// Visits every address: IPv4 before IPv6, ascending.
    func forEach(_ family: FamilyFilter = .mixed, _ body: (IPAddress, RecordView) -> Void) {
        if family != .v6 { v4.forEach { body(IPAddress(v4: $0), RecordView($1)) } }
        if family != .v4 { v6.forEach { body(IPAddress(v6: $0), RecordView($1)) } }
    }

    /// The addresses, ascending, whose scores time has changed by that hour, or another policy or layout since they were written.
    func due(at hour: UTCHour, policyVersion: Int) -> [IPAddress] {
        var due: [IPAddress] = []
        forEach { address, record in
            if record.due <= hour.number || record.policyVersion != policyVersion { due.append(address) }
        }
        return due
    }

    /// Visits the addresses of a range, ascending, at the price of those alone.
    func forEach(in range: IPRange, _ body: (IPAddress, RecordView) -> Void) {
        switch range {
        case .v4(let range): v4.forEach(in: range.first...range.last) { body(IPAddress(v4: $0), RecordView($1)) }
        case .v6(let range): v6.forEach(in: range.first...range.last) { body(IPAddress(v6: $0), RecordView($1)) }
        }
    }

    /// The next snapshot.
    ///
    /// - Parameter records: what is new, by address, ascending; each address once; `nil` forgets it.
    func applying(
        _ records: [(address: IPAddress, record: [UInt8]?)], words: WordTable, cursor: FeedCursor, at now: Timestamp
    ) -> Snapshot {
        var changes4: [RecordChange<UInt32>] = []
        var changes6: [RecordChange<UInt128>] = []
        var newest = newestVersion
        for (address, record) in records {
            if let record { newest = max(newest, record.withUnsafeBytes { RecordView($0).versionTime }) }
            if let key = address.v4 {
                changes4.append(RecordChange(key: key, record: record))
            } else {
                changes6.append(RecordChange(key: address.mapped, record: record))
            }
        }
        return Snapshot(
            v4: v4.applying(changes4), v6: v6.applying(changes6), words: words, cursor: cursor, version: version + 1,
            changedAt: cursor == self.cursor ? changedAt : now, newestVersion: newest)
    }
}
