import Blocklists
import IPNetworks
import ThreatModel

/// The ``ReportLedger`` on disk: one file, of a whole ledger and what was blocked since, record by record. Every call blocks.
///
/// What was noted is in the file before it counts as taken, and an address leaves it after the server has acknowledged its
/// report: killed at any moment, the guard reports everything, and twice at most what was just under way. What was noted
/// since the last ``synchronise(_:)`` may be lost with the power.
struct ReportSpool: Sendable {
    private let file: StoredFile
    /// How much of the file is whole records.
    private var size = 0
    /// How much of it the whole ledger takes.
    private var wholeSize = 0
    /// Something was added that the disk may not have yet.
    private(set) var isAhead = false

    /// Of the longest file that is read.
    static let mostBytes = 64 << 20
    /// So much may stand behind the whole ledger before that is written anew.
    static let mostAppended = 4 << 20

    init(_ file: StoredFile) { self.file = file }

    /// What is on disk; `nil` when nothing is. A record that was cut off, and whatever follows it, is not there.
    mutating func load(today: Int64) throws(BlocklistError) -> ReportLedger? {
        guard let bytes = try file.read(limit: Self.mostBytes) else { return nil }
        guard let (ledger, wholeSize, size) = ReportRecords.read(bytes) else {
            throw .unusable(file: file.path, "it is damaged, or of another version of this program")
        }
        (self.wholeSize, self.size) = (wholeSize, size)
        var current = ledger
        current.turn(to: today)
        return current
    }

    /// Puts the whole ledger in the place of all that is there.
    mutating func replace(with ledger: ReportLedger) throws(BlocklistError) {
        let bytes = ReportRecords.whole(ledger)
        try file.replace(with: bytes)
        (wholeSize, size) = (bytes.count, bytes.count)
        isAhead = false
    }

    /// Adds what was blocked, as part of a ledger that has taken it.
    mutating func append(_ counts: [ReportableCount], of ledger: ReportLedger) throws(BlocklistError) {
        guard !counts.isEmpty else { return }
        let record = ReportRecords.addition(counts, on: ledger.day)
        guard size > 0, size - wholeSize + record.count <= Self.mostAppended else { return try replace(with: ledger) }
        try file.append(record, at: size)
        size += record.count
        isAhead = true
    }

    /// Waits for the disk, if something was added. What a disk has once refused it may have lost, so that the whole ledger
    /// is written anew then.
    mutating func synchronise(_ ledger: ReportLedger) throws(BlocklistError) {
        guard isAhead else { return }
        do throws(BlocklistError) {
            try file.synchronise()
            isAhead = false
        } catch {
            try replace(with: ledger)
        }
    }
}
