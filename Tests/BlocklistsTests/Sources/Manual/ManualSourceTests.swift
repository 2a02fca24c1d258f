import IPNetworks
import TestClocks
import Testing
import ThreatModel

@testable import Blocklists

@Suite(.timeLimit(.minutes(1)))
struct ManualSourceTests {
    private let folder: Folder
    private let wallClock = TestWallClock()
    private let clock = TestClock()
    private let blocks: ManualBlocks

    init() throws {
        folder = try Folder()
        blocks = ManualBlocks(folder: StoredFolder(folder.path("")), clock: wallClock)
    }

    private var source: ManualSource { ManualSource(blocks, clock: clock) }

    private func range(_ text: String) throws -> IPRange { try #require(IPRange(text)) }

    /// Time passes on both clocks, once the source sleeps.
    private func pass(_ time: Duration) async {
        await clock.untilSlept(time)
        wallClock.advance(by: time)
        clock.advance(by: time)
    }

    @Test func changesAreToldAtOnceAndEndsToTheSecond() async throws {
        let one = try address("45.40.0.1")
        try await blocks.block(try range("45.41.0.0/16"))
        try await follow(source) { events async throws in
            #expect(try await events.next() == .list(IPAddressSet("45.41.0.0/16"), ListPosition(), warnings: []))
            try await blocks.block(IPRange(one), until: wallClock.now.advanced(by: .milliseconds(2500)))
            #expect(try await events.next() == .changes([.add(one)], ListPosition()))
            await pass(.seconds(1))
            await pass(.seconds(1))
            await pass(.milliseconds(500))
            #expect(try await events.next() == .changes([.remove(one)], ListPosition()))
            #expect(try await blocks.unblock(try range("45.41.0.0/16")))
            #expect(try await events.next() == .list(IPAddressSet(), ListPosition(), warnings: []))
        }
    }

    @Test func whyAndUntilWhenIsKnown() async throws {
        let until = wallClock.now.advanced(by: .seconds(60))
        try await blocks.block(try range("45.40.0.0/24"), until: until, comment: "noisy")
        let lines = await source.lines(listing: try address("45.40.0.7"))
        #expect(lines == [ListedLine(place: .manual, text: "noisy", since: wallClock.now, until: until)])
        #expect(await source.lines(listing: try address("45.41.0.7")).isEmpty)
    }

    /// What was blocked stays, until the user says what is to be.
    @Test func aDamagedFileUnblocksNobody() async throws {
        _ = try folder.write("manual.blocks", "no blocks of ours")
        try await follow(source) { events async throws in
            #expect(try await events.nextComplaint().contains("damaged"))
            try await blocks.block(try range("45.40.0.1"))
            #expect(try await events.next() == .list(IPAddressSet("45.40.0.1"), ListPosition(), warnings: []))
        }
    }

    @Test func aListThatIsNotTakenIsSaid() async throws {
        try await follow(source, verdict: { if case .list = $0 { .held("Too much.") } else { .taken } }) { events in
            _ = try await events.next()
            #expect(try await events.nextComplaint() == "Too much.")
        }
    }
}
