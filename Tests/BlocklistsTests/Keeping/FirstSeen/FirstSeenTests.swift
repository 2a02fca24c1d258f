import IPNetworks
import TestClocks
import Testing
import ThreatModel

@testable import Blocklists

/// Since when an address is listed, through lists, changes, rewrites and restarts.
struct FirstSeenTests {
    private let folder: Folder
    private let clock = TestWallClock(Timestamp(milliseconds: 20_000 * 86_400_000))

    init() throws { folder = try Folder() }

    private func play(_ events: SourceEvent...) async -> SourceKeeper {
        let keeper = SourceKeeper(PlayedSource(events), folder: StoredFolder(folder.path("")), clock: clock)
        _ = await keeper.load()
        await keeper.run { _ in .taken }
        return keeper
    }

    private func list(_ first: String, _ more: String...) -> SourceEvent {
        .list(IPAddressSet(([first] + more).compactMap { IPRange($0) }), ListPosition(), warnings: [])
    }

    private func passDay() { clock.advance(by: .seconds(86_400)) }

    private func days(_ keeper: SourceKeeper, _ addresses: String...) async throws -> [Int64?] {
        var days: [Int64?] = []
        for text in addresses {
            let entry = await keeper.explain(try address(text))
            days.append(entry?.since.map { $0.day - 20_000 })
        }
        return days
    }

    @Test func eachAddressHasItsDay() async throws {
        _ = await play(list("45.40.0.1", "45.41.0.0/16"))
        passDay()
        _ = await play(list("45.40.0.1", "45.40.0.2", "45.41.0.0/17", "2600::1"))
        passDay()
        _ = await play(
            .changes([try .add("45.40.0.3"), try .remove("45.40.0.1"), try .add("45.40.0.2")], ListPosition()))
        passDay()
        let keeper = await play(list("45.40.0.1", "45.40.0.2", "45.40.0.3", "45.41.0.0/16", "2600::1", "2600::2"))
        let found = try await days(
            keeper, "45.40.0.1", "45.40.0.2", "45.40.0.3", "45.41.1.1", "45.41.200.1", "2600::1", "2600::2", "45.40.0.4"
        )
        #expect(found == [3, 1, 2, 0, 3, 1, 3, nil])
    }

    @Test func changesAreKnownBeforeTheyAreWorkedIn() async throws {
        let keeper = await play(list("45.40.0.1"), .changes([try .add("45.40.0.9")], ListPosition()))
        passDay()
        #expect(try await days(keeper, "45.40.0.1", "45.40.0.9") == [0, 0])
        #expect(try await days(await play(), "45.40.0.1", "45.40.0.9") == [0, 0])
    }

    /// What an earlier version wrote is read, as of the day on which it was confirmed.
    @Test func theFirstVersionIsRead() throws {
        var writer = BinaryWriter()
        writer.append("SikkerL1")
        writer.append(clock.now.milliseconds)
        writer.append(FeedCursor.at(7))
        writer.append(text: "tag")
        for byte in [0, 0] as [UInt8] { writer.append(byte) }
        writer.append(UInt32(1))
        writer.append(UInt32(0))
        writer.append(UInt32(0x2d28_0000))
        writer.append(UInt32(0x2d28_0001))
        writer.appendChecksum()
        let decoded = try #require(ListCopy.decode(writer.bytes))
        #expect(decoded.copy.list == KeptList(IPAddressSet("45.40.0.0/31")))
        #expect(decoded.copy.position == ListPosition(entityTag: "tag", cursor: .at(7)))
        #expect(decoded.firstSeen.day(of: try address("45.40.0.1")) == 20_000)
        #expect(decoded.size == writer.bytes.count)
    }

    @Test func aListWithoutAFolderHasNoDays() async throws {
        let keeper = SourceKeeper(PlayedSource([list("45.40.0.1")]), folder: nil, clock: clock)
        await keeper.run { _ in .taken }
        #expect(await keeper.explain(try address("45.40.0.1"))?.since == nil)
    }
}
