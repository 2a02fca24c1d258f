import Foundation
import IPNetworks
import TestClocks
import Testing
import ThreatModel

@testable import Blocklists

struct ManualBlocksTests {
    private let folder: Folder
    private let clock = TestWallClock()

    init() throws { folder = try Folder() }

    private var blocks: ManualBlocks { ManualBlocks(folder: StoredFolder(folder.path("")), clock: clock) }

    private func range(_ text: String) throws -> IPRange { try #require(IPRange(text)) }

    @Test func whatIsBlockedIsThereAfterARestart() async throws {
        let hour = clock.now.advanced(by: .seconds(3600))
        let first = blocks
        try await first.block(try range("45.40.0.1"), until: hour, comment: "two\nlines")
        try await first.block(try range("2600::/32"))
        clock.advance(by: .seconds(1))
        try await first.block(try range("45.41.0.1-45.41.0.9"), comment: "x")
        let listed = await blocks.list()
        #expect(listed == (await first.list()))
        #expect(listed.map { "\($0.range)" }.first == "45.41.0.1-45.41.0.9")
        #expect(Set(listed.map(\.comment)) == ["x", "", "two lines"])
        #expect(listed.compactMap(\.until) == [hour])
    }

    @Test func blocksEndByThemselvesOrByHand() async throws {
        let blocks = blocks
        try await blocks.block(try range("45.40.0.1"), until: clock.now.advanced(by: .seconds(60)))
        try await blocks.block(try range("45.40.0.2"))
        #expect(try await blocks.unblock(try range("45.40.0.2")))
        #expect(try await !blocks.unblock(try range("45.40.0.2")))
        clock.advance(by: .milliseconds(59_999))
        #expect(await blocks.list().count == 1)
        clock.advance(by: .milliseconds(1))
        #expect(await blocks.list().isEmpty)
        #expect(try await !blocks.unblock(try range("45.40.0.1")))
        // Blocked again, it begins anew; blocked while it is, it goes on with another end.
        try await blocks.block(try range("45.40.0.1"))
        clock.advance(by: .seconds(5))
        try await blocks.block(try range("45.40.0.1"), until: clock.now.advanced(by: .seconds(9)), comment: "y")
        let block = try #require(await blocks.list().first)
        #expect(clock.now.since(block.since) == .seconds(5) && block.comment == "y" && block.until != nil)
    }

    @Test(arguments: ["0.0.0.0/0", "44.0.0.0/7", "2000::/3"])
    func whatIsTooBroadIsRefused(_ text: String) async throws {
        let error = await #expect(throws: BlocklistError.self) { try await blocks.block(try range(text)) }
        #expect(error?.description.contains(text) == true)
    }

    @Test func anEndInThePastIsRefused() async throws {
        await #expect(throws: BlocklistError.self) { try await blocks.block(try range("45.40.0.1"), until: clock.now) }
    }

    /// Whoever is told that an address is blocked can rely on it.
    @Test func whatCannotBeWrittenIsNotBlocked() async throws {
        let blocks = blocks
        try await blocks.block(try range("45.40.0.1"))
        try FileManager.default.createDirectory(
            atPath: folder.path("manual.blocks.draft/full"), withIntermediateDirectories: true)
        await #expect(throws: BlocklistError.self) { try await blocks.block(try range("45.40.0.2")) }
        await #expect(throws: BlocklistError.self) { try await blocks.unblock(try range("45.40.0.1")) }
        #expect(await blocks.list().map { "\($0.range)" } == ["45.40.0.1"])
    }

    @Test func callsAtTheSameTimeDoNotLoseEachOther() async throws {
        let blocks = blocks
        try await withThrowingDiscardingTaskGroup { group in
            for number in 0..<50 as Range<UInt32> {
                group.addTask { try await blocks.block(IPRange(IPAddress(v4: 0x2d28_0000 + number))) }
            }
        }
        #expect(await self.blocks.list().count == 50)
    }

    @Test func damageIsNoticedWhereverItIs() throws {
        let whole = ManualBlock.encode([
            ManualBlock(range: try range("45.40.0.1"), since: clock.now, until: nil, comment: "a"),
            ManualBlock(range: try range("2600::/32"), since: clock.now, until: clock.now, comment: "b"),
        ])
        #expect(ManualBlock.decode(whole)?.count == 2)
        for index in whole.indices {
            var damaged = whole
            damaged[index] ^= 8
            #expect(ManualBlock.decode(damaged) == nil)
            #expect(ManualBlock.decode(Array(whole.prefix(index))) == nil)
        }
    }
}
