import IPNetworks
import TestClocks
import TestGuards
import Testing
import ThreatModel

@testable import Guard

/// What pages ask of one address, of a network, and of the log.
struct HistoryLookTests {
    @Test func oneAddressAndItsNetwork() async throws {
        let fixture = try HistoryFixture()
        try await fixture.write([
            ("45.40.0.1", 22, 3), ("45.40.0.2", 23, 1), ("45.40.1.1", 80, 1), ("2001:db8::1", 80, 2),
        ])
        fixture.clock.advance(by: .seconds(20))
        try await fixture.write([("45.40.0.1", 443, 5)])
        let address = try #require(IPAddress("45.40.0.1"))
        let blocks = try await fixture.history.blocks(of: address)
        #expect(blocks.map(\.flow.destinationPort) == [443, 22] && blocks.map(\.packets) == [5, 3])
        #expect(try await fixture.history.blocks(of: address, limit: 1).count == 1)
        #expect(try await fixture.history.blocks(of: IPAddress(v4: 1)).isEmpty)
        let met = try await fixture.history.addresses(in: try #require(IPRange("45.40.0.0/24")))
        #expect(met.map { "\($0.address)" } == ["45.40.0.1", "45.40.0.2"] && met[0].packets == 8)
        #expect(try await fixture.history.addresses(in: try #require(IPRange("0.0.0.0/0"))).count == 3)
        #expect(try await fixture.history.addresses(in: try #require(IPRange("::/0")), limit: 5).count == 1)
        #expect(try await fixture.history.addresses(in: try #require(IPRange("0.0.0.0/0")), limit: 1).count == 1)
    }

    @Test func theLogIsFilteredAndTurned() async throws {
        let fixture = try HistoryFixture()
        for number in 1...30 {
            fixture.history.note(
                GuardLogEntry(
                    time: fixture.clock.now, level: number.isMultiple(of: 10) ? "error" : "info",
                    text: "Entry \(number)", details: number == 7 ? "a=SEVEN" : ""))
        }
        await fixture.history.tick()
        func numbers(_ filter: LogFilter, _ place: LogPlace, _ limit: Int = 100) async throws -> [String] {
            try await fixture.history.log(filter, place, limit: limit).records.map(\.entry.text)
        }
        var filter = LogFilter()
        let newest = try await fixture.history.log(filter, .newest, limit: 10)
        #expect(newest.records.count == 10 && newest.records.first?.entry.text == "Entry 30" && newest.newer == nil)
        let older = try await fixture.history.log(filter, .before(try #require(newest.older)), limit: 10)
        #expect(older.records.map(\.entry.text).first == "Entry 20" && older.older != nil && older.newer != nil)
        let back = try await fixture.history.log(filter, .after(try #require(older.newer)), limit: 10)
        #expect(back.records == newest.records && back.newer == nil && back.older != nil)
        let last = try await fixture.history.log(filter, .before(2), limit: 10)
        #expect(last.records.count == 1 && last.older == nil)
        filter.levels = ["error"]
        #expect(try await numbers(filter, .newest) == ["Entry 30", "Entry 20", "Entry 10"])
        #expect(try await numbers(filter, .newest, 1) == ["Entry 30"])
        filter.levels = []
        filter.text = "seven"
        #expect(try await numbers(filter, .newest) == ["Entry 7"])
        filter.text = "%' OR 1=1 --"
        #expect(try await numbers(filter, .newest).isEmpty)
        filter.text = ""
        filter.phrases = ["Entry 3", "y 29"]
        #expect(try await numbers(filter, .newest) == ["Entry 30", "Entry 29", "Entry 3"])
    }
}
