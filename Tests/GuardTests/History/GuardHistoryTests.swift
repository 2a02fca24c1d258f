import Blocklists
import Firewall
import Foundation
import IPNetworks
import Logging
import TestClocks
import TestGuards
import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// What is kept, and what is answered from it.
@Suite(.timeLimit(.minutes(1)))
struct GuardHistoryTests {
    private let fixture: HistoryFixture
    private var history: GuardHistory { fixture.history }

    init() throws { fixture = try HistoryFixture() }

    @Test func totalsOfEachSpan() async throws {
        try await fixture.write([("45.40.0.1", 22, 5), ("45.40.0.2", 23, 1)])
        fixture.clock.advance(by: .seconds(2 * 86_400))
        try await fixture.write([("45.40.0.1", 22, 10), ("2600:40::1", 23, 2)], of: [.second], rest: 7)
        fixture.clock.advance(by: .seconds(10 * 86_400))
        try await fixture.write([("45.40.0.3", 22, 1)])
        try await fixture.write([("45.40.0.3", 22, 3)], mode: .logOnly)
        #expect(try await history.totals(.day) == HistoryTotals(dropped: 1, observed: 3, addresses: 1))
        #expect(try await history.totals(.week) == HistoryTotals(dropped: 1, observed: 3, addresses: 1))
        #expect(try await history.totals(.month) == HistoryTotals(dropped: 26, observed: 3, addresses: 4))
    }

    @Test func theSeriesIsStackedBySource() async throws {
        try await fixture.write([("45.40.0.1", 22, 5)])
        fixture.clock.advance(by: .seconds(3600))
        try await fixture.write([("45.40.0.1", 22, 1), ("2600:40::1", 22, 1)], of: [.second, .first])
        try await fixture.write([("45.40.0.9", 22, 4)], of: [])
        let series = try await history.series(.day)
        #expect(series.step == .seconds(3600) && series.points.count == 24)
        #expect(series.sources == [nil, .first, .second])
        #expect(series.points.suffix(2).map(\.packets) == [[0, 5, 0], [4, 0, 2]])
        #expect(series.points.dropLast(2).allSatisfy { $0.packets == [0, 0, 0] })
        let month = try await history.series(.month)
        #expect(month.points.count == 30 && month.points.last?.packets.reduce(0, +) == 11)
    }

    @Test func whoAndWhatComesFirst() async throws {
        try await fixture.write([("45.40.0.1", 22, 5), ("45.40.0.2", 23, 9)])
        fixture.clock.advance(by: .seconds(3600))
        try await fixture.write([("45.40.0.1", 22, 5), ("2600:40::1", 23, 2)], of: [.second])
        #expect(
            try await history.topAddresses(.day, limit: 2) == [
                TopAddress(address: try address("45.40.0.1"), packets: 10),
                TopAddress(address: try address("45.40.0.2"), packets: 9),
            ])
        #expect(
            try await history.topPorts(.week) == [
                TopPort(transport: 6, port: 23, packets: 11), TopPort(transport: 6, port: 22, packets: 10),
            ])
        #expect(
            try await history.topSources(.month) == [
                TopSource(source: .first, packets4: 14, packets6: 0),
                TopSource(source: .second, packets4: 5, packets6: 2),
            ])
    }

    /// Sums over rows that are all looked at, by whatever way the fast answers are found.
    @Test(arguments: 1...4 as ClosedRange<UInt64>) func answersAgreeWithCountingEverything(_ seed: UInt64) async throws
    {
        var random = SeededRandom(seed: seed)
        var packets: [String: Int] = [:]
        var ports: [UInt16: Int] = [:]
        for _ in 0..<40 {
            var flows: [(source: String, port: UInt16, packets: Int)] = []
            for _ in 0..<60 {
                // Few are met often, many hardly ever.
                let factors: (UInt64, UInt64) = (1 + random.next() % 200, 1 + random.next() % 200)
                let source = "45.40.0.\(factors.0 * factors.1 / 200)"
                let (port, count) = (UInt16(random.next() % 5), Int(random.next() % 20) + 1)
                flows.append((source, port, count))
                packets[source, default: 0] += count
                ports[port, default: 0] += count
            }
            try await fixture.write(flows)
            fixture.clock.advance(by: .seconds(Int64(random.next() % 1800)))
        }
        let tops = try await history.topAddresses(.month, limit: 10)
        #expect(tops.map(\.packets) == packets.values.sorted(by: >).prefix(10).map(\.self))
        #expect(tops.allSatisfy { packets["\($0.address)"] == $0.packets })
        #expect(try await history.topPorts(.week).map(\.packets) == ports.values.sorted(by: >))
        #expect(try await history.totals(.month).addresses == packets.count)
        #expect(try await history.totals(.month).dropped == packets.values.reduce(0, +))
    }

    @Test func everythingAboutAnAddress() async throws {
        let first = fixture.clock.now
        try await fixture.write([("45.40.0.1", 22, 5)])
        fixture.clock.advance(by: .seconds(86_400))
        try await fixture.write([("45.40.0.1", 80, 9)], of: [.first, .second])
        #expect(
            try await history.address(try address("45.40.0.1"))
                == AddressHistory(
                    address: try address("45.40.0.1"), first: first, last: fixture.clock.now, packets: 14,
                    ports: [.init(transport: 6, port: 80, packets: 9), .init(transport: 6, port: 22, packets: 5)],
                    sources: [.first, .second]))
        #expect(try await history.address(try address("45.40.0.2")) == nil)
    }

    @Test func aScanOfAllPortsIsToldInAFewRows() async throws {
        try await fixture.write((1...300 as ClosedRange<UInt16>).map { ("45.40.0.1", $0, 2) })
        let found = try #require(try await history.address(try address("45.40.0.1")))
        #expect(found.ports.count == HistoryWriter.mostPorts + 1)
        #expect(found.ports.first?.port == nil && found.ports.first?.packets == 2 * (300 - HistoryWriter.mostPorts))
        #expect(found.packets == 600)
    }

    @Test func blocksAreTurnedOverPageByPage() async throws {
        for number in 1...7 { try await fixture.write([("45.40.0.\(number)", 22, number)]) }
        var seen: [Int] = []
        var last: Int64?
        for _ in 0..<4 {
            let page = try await history.blocks(before: last, limit: 2)
            seen += page.map(\.packets)
            last = page.last?.number ?? last
        }
        #expect(seen == [7, 6, 5, 4, 3, 2, 1])
        let block = try #require(try await history.blocks(limit: 1).first)
        #expect(block.flow.source == (try address("45.40.0.7")) && block.cut == 3 && block.sources == [.first])
        #expect(block.time == fixture.clock.now && block.mode == .drop)
    }

    @Test func blocksAreFiltered() async throws {
        try await fixture.write([("45.40.0.1", 22, 1), ("45.40.1.1", 22, 2), ("45.40.0.2", 23, 3)])
        fixture.clock.advance(by: .seconds(60))
        let later = fixture.clock.now
        try await fixture.write([("2600:40::1", 22, 4), ("45.40.0.1", 22, 5)], of: [.second])
        func packets(_ filter: BlockFilter, until: Timestamp? = nil) async throws -> [Int] {
            try await history.blocks(filter, until: until).map(\.packets).sorted()
        }
        #expect(try await packets(BlockFilter(network: IPPrefix("45.40.0.0/24"))) == [1, 3, 5])
        #expect(try await packets(BlockFilter(network: IPPrefix("0.0.0.0/0"))) == [1, 2, 3, 5])
        #expect(try await packets(BlockFilter(network: IPPrefix("::/0"))) == [4])
        #expect(try await packets(BlockFilter(port: 23)) == [3])
        #expect(try await packets(BlockFilter(source: SourceIdentity.second.id)) == [4, 5])
        #expect(try await packets(BlockFilter(source: "nobody' OR 1=1")) == [])
        #expect(try await packets(BlockFilter(port: 22), until: later.advanced(by: .seconds(-1))) == [1, 2])
    }

    @Test func whatTheGuardSaysIsKept() async throws {
        let logger = history.queue.recording(fixture.log.logger)
        logger.info("Blocking 7 addresses", metadata: ["generation": "3"])
        logger.debug("not that")
        logger.warning("\(String(repeating: "x", count: 5000))")
        await history.tick()
        let records = try await history.log()
        #expect(records.map(\.entry.level) == ["warning", "info"])
        #expect(records.last?.entry.text == "Blocking 7 addresses")
        #expect(records.last?.entry.details == "generation=3")
        #expect(records.first?.entry.text.utf8.count ?? 0 < 1100)
        #expect(try await history.log(before: records.first?.number).count == 1)
        // And was logged as before.
        #expect(fixture.log.has("Blocking 7 addresses"))
    }

    @Test func aNewProcessFindsItAll() async throws {
        try await fixture.write([("45.40.0.1", 22, 5)])
        await history.close()
        let second = try HistoryFixture(folder: fixture.folder, clock: fixture.clock)
        try await second.write([("45.40.0.1", 22, 5)])
        #expect(try await second.history.totals(.day) == HistoryTotals(dropped: 10, observed: 0, addresses: 1))
        let mode = try FileManager.default.attributesOfItem(atPath: fixture.folder.path(GuardHistory.fileName))
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test func aClockThatIsSetBackBreaksNothing() async throws {
        try await fixture.write([("45.40.0.1", 22, 5)])
        fixture.clock.advance(by: .seconds(-3 * 86_400))
        try await fixture.write([("45.40.0.1", 22, 5), ("45.40.0.2", 22, 1)])
        fixture.clock.advance(by: .seconds(3 * 86_400))
        #expect(try await history.totals(.month) == HistoryTotals(dropped: 11, observed: 0, addresses: 2))
        #expect(try await history.totals(.day).addresses == 1)
    }

    @Test func itCanBeSwitchedOff() async throws {
        let off = try HistoryFixture(HistoryOptions(isEnabled: false))
        try await off.write([("45.40.0.1", 22, 5)])
        #expect(await off.history.condition == .off)
        await #expect(throws: HistoryProblem.off) { try await off.history.totals(.day) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: off.folder.path).isEmpty)
    }
}
