import Foundation
import IPNetworks
import TestClocks
import Testing
import ThreatModel

@testable import Blocklists

struct SourceKeeperTests {
    private let folder: Folder
    private let clock = TestWallClock()

    init() throws { folder = try Folder() }

    private var stored: StoredFolder { StoredFolder(folder.path("")) }

    @discardableResult
    private func run(_ source: PlayedSource, into updates: Updates = Updates()) async -> SourceKeeper {
        let keeper = SourceKeeper(source, folder: stored, clock: clock)
        _ = await keeper.load()
        await keeper.run { await updates.take($0) }
        return keeper
    }

    private static func list(_ set: IPAddressSet, _ sequence: UInt64? = nil, tag: String? = nil) -> SourceEvent {
        .list(set, ListPosition(entityTag: tag, cursor: sequence.map { .at($0) }), warnings: [])
    }

    private static func many(_ count: UInt32) -> IPAddressSet {
        IPAddressSet((0..<count).map { IPRange(IPAddress(v4: 0x2d28_0000 + $0 * 2)) })
    }

    @Test func aRestartFindsTheListAndItsPlace() async throws {
        let changes = try [ListedChange.add("45.40.0.9"), .remove("45.40.0.1"), .add("2600::9")]
        await run(
            PlayedSource([
                Self.list(IPAddressSet("45.40.0.1", "45.41.0.0/16"), 5, tag: "a"),
                .changes(changes, ListPosition(cursor: .at(8))), .current(ListPosition(cursor: .at(11)), isLive: true),
            ]))
        let later = PlayedSource([])
        let keeper = SourceKeeper(later, folder: stored, clock: clock)
        #expect(await keeper.load() == KeptList(IPAddressSet("45.41.0.0/16", "45.40.0.9", "2600::9")))
        await keeper.run { _ in .taken }
        // A place without changes is not worth a write each time: the one before is as good.
        #expect(later.positions == [ListPosition(cursor: .at(8))])
    }

    @Test func aListWithoutChangesKeepsItsTag() async {
        await run(PlayedSource([Self.list(IPAddressSet("45.40.0.1"), tag: "a")]))
        let later = PlayedSource([])
        await run(later)
        #expect(later.positions == [ListPosition(entityTag: "a")])
    }

    @Test func outagesUnblockNobody() async {
        let updates = Updates()
        let keeper = await run(
            PlayedSource([
                Self.list(IPAddressSet("45.40.0.1")), .failed("no route", again: .seconds(30)),
                .refused("a web page", again: .seconds(60)),
            ]), into: updates)
        #expect(await updates.lists == [KeptList(IPAddressSet("45.40.0.1"))])
        let health = await keeper.currentHealth
        #expect(health.state == .refused("a web page", again: clock.now.advanced(by: .seconds(60))))
        #expect(health.confirmed == clock.now)
        #expect(await updates.health.count == 4)
    }

    /// More than half of it gone, three times in a row: only then it is believed.
    @Test func aShrunkenListIsBelievedWhenItPersists() async {
        let updates = Updates()
        let source = PlayedSource(
            [Self.list(Self.many(1000))] + [SourceEvent](repeating: Self.list(Self.many(400)), count: 3))
        await run(source, into: updates)
        #expect(await updates.lists == [KeptList(Self.many(1000)), KeptList(Self.many(400))])
        guard case .held(let reason) = source.verdicts[1] else { Issue.record("it was not held"); return }
        #expect(reason.contains("shrank"))
        #expect(source.verdicts[3] == .taken)
    }

    @Test func aListThatGrewTenfoldIsHeldBack() async {
        let updates = Updates()
        let source = PlayedSource([
            Self.list(Self.many(1000)), Self.list(Self.many(20_000)), Self.list(Self.many(1100)),
        ])
        await run(source, into: updates)
        #expect(await updates.lists == [KeptList(Self.many(1000)), KeptList(Self.many(1100))])
        guard case .held(let reason) = source.verdicts[1] else { Issue.record("it was not held"); return }
        #expect(reason.contains("grew"))
    }

    @Test func whoKeepsAFileMeansIt() async {
        let updates = Updates()
        await run(PlayedSource([Self.list(Self.many(1000)), Self.list(Self.many(1))], author: .user), into: updates)
        #expect(await updates.lists.last == KeptList(Self.many(1)))
    }

    @Test func whatTheGuardDoesNotTakeIsNotKept() async {
        await run(PlayedSource([Self.list(IPAddressSet("45.40.0.1"), 5)]))
        let source = PlayedSource([Self.list(IPAddressSet("45.40.0.2"), 6)])
        await run(source, into: Updates(verdict: .held("Too much.")))
        #expect(source.verdicts == [.held("Too much.")])
        let later = PlayedSource([])
        let keeper = SourceKeeper(later, folder: stored, clock: clock)
        #expect(await keeper.load() == KeptList(IPAddressSet("45.40.0.1")))
    }

    @Test func changesThatChangeNothingAreNotPassedOn() async throws {
        let updates = Updates()
        let again = try [ListedChange.add("45.40.0.1"), .remove("45.40.0.2")]
        await run(
            PlayedSource([Self.list(IPAddressSet("45.40.0.1"), 5), .changes(again, ListPosition(cursor: .at(7)))]),
            into: updates)
        #expect(await updates.changes.isEmpty)
        let later = PlayedSource([])
        await run(later)
        #expect(later.positions == [ListPosition(cursor: .at(7))])
    }

    // MARK: - Disks that fail

    /// In the way of the file that a copy is first written to, as a disk without room is.
    private var obstacle: String { folder.path("played.list.draft") }

    private func obstruct() throws {
        try FileManager.default.createDirectory(atPath: obstacle + "/full", withIntermediateDirectories: true)
    }

    @Test func aDiskThatFailsIsSaidAndTriedAgain() async throws {
        try obstruct()
        let updates = Updates()
        let changes = try [ListedChange.add("45.40.0.9")]
        let keeper = await run(
            PlayedSource([
                Self.list(IPAddressSet("45.40.0.1"), 5), .changes(changes, ListPosition(cursor: .at(6))),
            ]), into: updates)
        let wanted = KeptList(IPAddressSet("45.40.0.1", "45.40.0.9"))
        #expect(await updates.lists.last == wanted)
        #expect(await keeper.currentHealth.storage?.contains("cannot be written") == true)

        // There is room again; nothing more comes from the source.
        try FileManager.default.removeItem(atPath: obstacle)
        await keeper.tick { await updates.take($0) }
        #expect(await keeper.currentHealth.storage != nil, "not so soon")
        clock.advance(by: SourceKeeper.rewriteInterval)
        await keeper.tick { await updates.take($0) }
        #expect(await keeper.currentHealth.storage == nil)
        #expect(await updates.health.last?.storage == nil)

        let later = PlayedSource([])
        let second = SourceKeeper(later, folder: stored, clock: clock)
        #expect(await second.load() == wanted)
        await second.run { _ in .taken }
        #expect(later.positions == [ListPosition(cursor: .at(6))])
    }

    @Test func aDamagedCopyIsSaidAndReplaced() async throws {
        _ = try folder.write("played.list", "this is no list of ours")
        let keeper = SourceKeeper(PlayedSource([]), folder: stored, clock: clock)
        #expect(await keeper.load() == nil)
        #expect(await keeper.currentHealth.storage?.contains("damaged") == true)
        let mended = await run(PlayedSource([Self.list(IPAddressSet("45.40.0.1"))]))
        #expect(await mended.currentHealth.storage == nil)
        #expect(await run(PlayedSource([])).load() == KeptList(IPAddressSet("45.40.0.1")))
    }

    @Test func nothingIsWrittenWithoutAFolder() async {
        let keeper = SourceKeeper(PlayedSource([Self.list(IPAddressSet("45.40.0.1"))]), folder: nil, clock: clock)
        #expect(await keeper.load() == nil)
        await keeper.run { _ in .taken }
        #expect(await keeper.currentHealth.storage == nil)
    }
}
