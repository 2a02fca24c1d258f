import Blocklists
import IPNetworks
import TestGuards
import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// The ledger of reports on disk.
struct ReportSpoolTests {
    private let folder: Folder
    private let file: StoredFile

    init() throws {
        folder = try Folder()
        file = StoredFile(folder.path("reports"))
    }

    private func count(_ text: String, _ port: UInt16, _ packets: Int) throws -> ReportableCount {
        ReportableCount(
            address: try address(text), port: ReportedPort(transport: 6, port: port), packets: packets, kind: .listBlock
        )
    }

    private func filled() throws -> (spool: ReportSpool, ledger: ReportLedger) {
        var (spool, ledger) = (ReportSpool(file), ReportLedger(day: 100))
        for number in 1...9 {
            let counts = ledger.note([
                try count("45.40.0.\(number)", 22, number), try count("2600:40::\(number)", 80, 1),
            ])
            try spool.append(counts, of: ledger)
        }
        return (spool, ledger)
    }

    @Test func whatWasAddedIsReadBack() throws {
        let (_, ledger) = try filled()
        var spool = ReportSpool(file)
        #expect(try spool.load(today: 100) == ledger)
    }

    @Test func aWholeLedgerIsReadBack() throws {
        var (spool, ledger) = try filled()
        ledger.settle([try address("45.40.0.9")])
        try spool.replace(with: ledger)
        let more = ledger.note([try count("45.40.0.77", 23, 5), try count("45.40.0.9", 23, 5)])
        #expect(more.count == 1)
        try spool.append(more, of: ledger)
        var other = ReportSpool(file)
        #expect(try other.load(today: 100) == ledger)
    }

    @Test func theDiskIsWaitedForOnceForAllThatWasAdded() throws {
        var (spool, ledger) = try filled()
        #expect(spool.isAhead)
        try spool.synchronise(ledger)
        #expect(!spool.isAhead)
        try spool.append(ledger.note([try count("45.40.1.1", 22, 1)]), of: ledger)
        #expect(spool.isAhead)
        try spool.replace(with: ledger)
        #expect(!spool.isAhead)
        try spool.append(ledger.note([try count("45.40.1.2", 22, 1)]), of: ledger)
        // A file that is gone is written anew.
        try file.remove()
        try spool.synchronise(ledger)
        #expect(!spool.isAhead)
        var other = ReportSpool(file)
        #expect(try other.load(today: 100) == ledger)
    }

    /// Killed in the middle of a write: everything before it is there.
    @Test func aRecordThatWasCutOffIsNotThere() throws {
        _ = try filled()
        let bytes = try #require(try file.read(limit: 1 << 20))
        var sizes: Set<Int> = []
        for end in bytes.indices {
            try file.replace(with: Array(bytes[..<end]))
            var spool = ReportSpool(file)
            guard let ledger = try? spool.load(today: 100) else { continue }
            sizes.insert(ledger.waiting.count)
            // It goes on behind what is whole.
            let counts = ReportLedger(day: 100)
            var next = counts
            let more = next.note([try count("45.41.0.1", 22, 1)])
            try spool.append(more, of: ledger)
            var other = ReportSpool(file)
            #expect(try other.load(today: 100)?.waiting.count == ledger.waiting.count + 1)
        }
        #expect(sizes.contains(2) && sizes.contains(16))
    }

    /// Bytes of any kind are read or refused, and never trap.
    @Test(arguments: 1...200 as ClosedRange<UInt64>) func anyBytesAreRead(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (_, ledger) = try filled()
        var bytes = ReportRecords.whole(ledger) + ReportRecords.addition([try count("45.40.0.1", 1, 1)], on: 100)
        for _ in 0..<1 + random.next() % 4 {
            bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() & 0xff)
        }
        if seed % 3 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
        if let read = ReportRecords.read(bytes) { #expect(read.size <= bytes.count) }
    }

    @Test func daysPass() throws {
        var (_, ledger) = try filled()
        ledger.settle([try address("45.40.0.9")])
        ledger.turn(to: 101)
        #expect(ledger.reported.isEmpty)
        #expect(ledger.waiting.count == 17)
        ledger.turn(to: 102)
        #expect(ledger.waiting.isEmpty)
        #expect(ledger.takeLost() == 17)
    }

    @Test func thereIsAnEndToWhatWaits() throws {
        var ledger = ReportLedger(day: 1)
        for number in 0..<UInt32(ReportLedger.mostWaiting) + 10 {
            _ = ledger.note([
                ReportableCount(
                    address: IPAddress(v4: 0x2d28_0000 + number), port: ReportedPort(transport: 6, port: 1), packets: 1,
                    kind: .listBlock)
            ])
        }
        #expect(ledger.waiting.count == ReportLedger.mostWaiting)
        #expect(ledger.takeLost() == 10)
    }
}
