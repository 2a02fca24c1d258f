import Foundation
import GRDB
import IPNetworks
import Synchronization
import TestClocks
import TestGuards
import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// What the history does not do: grow, block, or take the guard down with it.
@Suite(.timeLimit(.minutes(2)))
struct HistoryLimitsTests {
    @Test func whatIsOldIsForgotten() async throws {
        let fixture = try HistoryFixture()
        try await fixture.write([("45.40.0.1", 22, 5)])
        fixture.history.note(GuardLogEntry(time: fixture.clock.now, level: "info", text: "long ago"))
        await fixture.history.tick()
        fixture.clock.advance(by: .seconds(2 * 86_400))
        try await fixture.write([("45.40.0.2", 22, 1)])
        #expect(try await fixture.history.blocks().map(\.packets) == [1])
        #expect(try await fixture.history.totals(.month).addresses == 2)
        fixture.clock.advance(by: .seconds(28 * 86_400 + 2 * 3600))
        try await fixture.write([("45.40.0.3", 22, 1)])
        #expect(try await fixture.history.address(try address("45.40.0.1")) == nil)
        #expect(try await fixture.history.address(try address("45.40.0.2")) != nil)
        #expect(try await fixture.history.log().isEmpty)
        #expect(try await fixture.rows("SELECT count(*) FROM tally WHERE packets = 5") == 0)
        #expect(try await fixture.rows("SELECT count(*) FROM address_port") == 2)
        // Those of the first address are gone, not those that stand for others.
        #expect(try await fixture.rows("SELECT sum(addresses) FROM presence") == 2)
    }

    @Test func theOldestGoesWhenThereIsTooMuch() async throws {
        let limit = 2 << 20
        let fixture = try HistoryFixture(HistoryOptions(mostBytes: limit))
        var random = SeededRandom(seed: 3)
        for _ in 0..<60 {
            try await fixture.write(
                (0..<500).map { _ in (Self.randomAddress(&random), UInt16(random.next() % 3000), 1) })
            fixture.clock.advance(by: .seconds(600))
        }
        // Whatever is left over goes in the next seconds.
        for _ in 0..<60 {
            await fixture.history.tick()
            fixture.clock.advance(by: .seconds(61))
        }
        let used = try await fixture.rows(
            "SELECT (p.page_count - f.freelist_count) * 4096 FROM pragma_page_count p, pragma_freelist_count f")
        #expect(used <= limit)
        #expect(used > limit / 4, "no more goes than must")
        let pages = try await fixture.rows("SELECT page_count FROM pragma_page_count")
        #expect(pages * 4096 < 3 * limit, "what is free goes back to the file system")
        // The newest is there.
        #expect(try await !fixture.history.blocks(limit: 1).isEmpty)
        #expect(try await fixture.history.totals(.month).dropped == 30_000)
    }

    private static func randomAddress(_ random: inout SeededRandom) -> String {
        "45.\(40 + random.next() % 4).\(random.next() % 256).\(random.next() % 256)"
    }

    @Test func whatThereIsNoRoomForIsCountedNotKept() throws {
        let queue = HistoryQueue()
        let source = try address("45.40.0.1")
        let flows = (0..<HistoryQueue.mostFlows + 100).map { number in
            BlockedPackets(
                flow: BlockedFlow(source: source, transport: 6, destinationPort: UInt16(number & 0xffff)),
                packets: number < 100 ? 1 : 2, sources: [])
        }
        queue.record(BlockRound(time: Timestamp(milliseconds: 0), flows: flows, rest: 5))
        queue.record(BlockRound(time: Timestamp(milliseconds: 0), flows: Array(flows.prefix(3))))
        for number in 0..<HistoryQueue.mostEntries + 7 {
            queue.note(GuardLogEntry(time: Timestamp(milliseconds: 0), level: "info", text: "\(number)"))
        }
        let contents = queue.takeAll()
        #expect(contents.rounds.map(\.flows.count) == [HistoryQueue.mostFlows, 0])
        // The sum is whole, and those with fewest packets are in the rest.
        #expect(contents.rounds.map(\.rest) == [105, 3])
        #expect(contents.entries.count == HistoryQueue.mostEntries)
        #expect(contents.lost == 110)
        #expect(queue.takeAll().isEmpty)
    }

    @Test(arguments: [0, 100, 5000]) func aDamagedFileIsSetAside(_ offset: Int) async throws {
        let first = try HistoryFixture()
        var random = SeededRandom(seed: 1)
        try await first.write((0..<500).map { _ in (Self.randomAddress(&random), 22, 1) })
        await first.history.close()
        let url = URL(fileURLWithPath: first.folder.path(GuardHistory.fileName))
        var bytes = try Data(contentsOf: url)
        for index in offset..<min(bytes.count, offset + 60_000) { bytes[index] = UInt8(truncatingIfNeeded: index &* 7) }
        try bytes.write(to: url)
        let second = try HistoryFixture(folder: first.folder, clock: first.clock)
        for _ in 0..<30 {
            try await second.write([("45.40.0.1", 22, 5)])
            second.clock.advance(by: .seconds(11))
        }
        #expect(await second.history.condition == .open)
        #expect(second.log.has("damaged"))
        #expect(second.log.has("Protection goes on"))
        #expect(FileManager.default.fileExists(atPath: first.folder.path(GuardHistory.damagedName)))
        // What came meanwhile waited.
        #expect(try await second.history.totals(.day).dropped == 150)
    }

    @Test func aFullDiskStopsTheHistoryForAsLongAsItIsFull() async throws {
        let fixture = try HistoryFixture()
        try await fixture.write([("45.40.0.1", 22, 5)])
        // As far as SQLite can tell, there is no room for another page.
        try fixture.limit(toPages: 1)
        var random = SeededRandom(seed: 1)
        for _ in 0..<3 {
            try await fixture.write((0..<500).map { _ in (Self.randomAddress(&random), 22, 1) })
            fixture.clock.advance(by: .seconds(11))
        }
        #expect(await fixture.history.condition == .failing("\(HistoryProblem.full)"))
        #expect(fixture.log.lines.count { $0.contains("no room left") } == 1)
        // What is there can be asked for all the same.
        #expect(try await fixture.history.totals(.day).dropped == 5)
        try fixture.limit(toPages: 1 << 20)
        try await fixture.write([("45.40.0.1", 22, 5)])
        #expect(await fixture.history.condition == .open)
        #expect(try await fixture.history.totals(.day).dropped == 1510)
    }

    @Test func withoutADiskItSaysSoOnceAndGoesOnLater() async throws {
        // A file where the folder should be.
        let folder = try Folder()
        try folder.write("data", "")
        let fixture = try HistoryFixture(path: folder.path("data"), folder: folder)
        let (history, clock) = (fixture.history, fixture.clock)
        history.record(BlockRound(time: clock.now, flows: [], rest: 7))
        for _ in 0..<50 {
            await history.tick()
            clock.advance(by: .seconds(1))
        }
        #expect(fixture.log.lines.count { $0.contains("is not kept") } == 1)
        guard case .failing = await history.condition else {
            Issue.record("it should be failing")
            return
        }
        try folder.remove("data")
        for _ in 0..<12 {
            await history.tick()
            clock.advance(by: .seconds(1))
        }
        #expect(await history.condition == .open)
        #expect(fixture.log.has("is kept again"))
        #expect(try await history.totals(.day).dropped == 7)
    }
}

extension HistoryFixture {
    /// No page more than so many, or than there are.
    func limit(toPages count: Int) throws {
        let database = try #require(history.database.withLock { $0 })
        try database.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
    }

    /// The number that a question in SQL is answered with.
    func rows(_ sql: String) async throws -> Int {
        let database = try #require(history.database.withLock { $0 })
        return try await database.read { try Int.fetchOne($0, sql: sql) ?? 0 }
    }
}
