import Logging
import Synchronization
import TestLoop
import Testing
import ThreatAPI
import ThreatModel

@testable import Commands
@testable import Settings

@Suite("Settings that change while the server runs") struct SettingsReloaderTests {
    /// A file that the test rewrites, and what the server was told.
    final class World: Sendable {
        let folder: LoopFolder
        let told = Mutex<[ThreatAPIConfiguration]>([])

        init() throws { folder = try LoopFolder() }

        var path: String { folder.file("server.yaml") }

        func reloader() -> SettingsReloader<ServerSettings> {
            let path = path
            let read: @Sendable () -> EffectiveSettings<ServerSettings> = { .reading(.usual(path), SettingSources()) }
            return SettingsReloader(
                current: read().settings, read: read, stamp: { [FileStamp(path: path)] },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                apply: { [self] settings, _ in told.withLock { $0.append(settings.api) } })
        }
    }

    @Test func newTiersAreTakenUpOnce() async throws {
        let world = try World()
        let reloader = world.reloader()
        await reloader.reloadIfChanged()
        #expect(world.told.withLock(\.count) == 0)
        try world.folder.write("tiers: [{id: free, lookups: 7}]\n", to: "server.yaml")
        await reloader.reloadIfChanged()
        await reloader.reloadIfChanged()
        #expect(world.told.withLock { $0.map { $0.tiers.map(\.lookups) } } == [[7, nil]])
        // Asked to, it reads again and finds nothing new.
        await reloader.reload()
        #expect(world.told.withLock(\.count) == 1)
    }

    /// The file, a signal and an order may all want it at once: what was read first must not come into force last.
    @Test func oneIsTakenUpAfterTheOther() async throws {
        let world = try World()
        let applying = Mutex((now: 0, most: 0))
        let path = world.path
        let read: @Sendable () -> EffectiveSettings<ServerSettings> = { .reading(.usual(path), SettingSources()) }
        let reloader = SettingsReloader(
            current: read().settings, read: read, stamp: { [FileStamp(path: path)] },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            apply: { settings, _ in
                applying.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                for _ in 0..<20 { await Task.yield() }
                world.told.withLock { $0.append(settings.api) }
                applying.withLock { $0.now -= 1 }
            })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for limit in 1...9 {
                try world.folder.write("tiers: [{id: free, lookups: \(limit)}]\n", to: "server.yaml")
                group.addTask { _ = await reloader.reload() }
                await Task.yield()
            }
            try await group.waitForAll()
        }
        #expect(applying.withLock(\.most) == 1)
        #expect(world.told.withLock { $0.last?.tiers.map(\.lookups) } == [9, nil])
    }

    @Test func aFaultChangesNothing() async throws {
        let world = try World()
        try world.folder.write("tiers: [{id: free, lookups: 7}]\n", to: "server.yaml")
        let reloader = world.reloader()
        try world.folder.write("tiers: [{id: free, lookups: x}]\n", to: "server.yaml")
        await reloader.reload()
        #expect(world.told.withLock(\.count) == 0)
        try world.folder.write("tiers: [{id: free, lookups: 8}]\n", to: "server.yaml")
        await reloader.reload()
        #expect(world.told.withLock { $0.map { $0.tiers[0].lookups } } == [8])
    }

    @Test func whatCannotBeTakenUpStaysAsItWas() async throws {
        let world = try World()
        let reloader = world.reloader()
        try world.folder.write("retention_days: 90\ntiers: [{id: free, lookups: 7}]\n", to: "server.yaml")
        await reloader.reload()
        let told = world.told.withLock { $0 }
        #expect(told.map(\.retentionDays) == [ServerSettings().api.retentionDays])
        #expect(told.first?.tiers.first?.lookups == 7)
    }

    @Test func aFileThatIsReplacedIsNoticed() throws {
        let folder = try LoopFolder()
        #expect(FileStamp(path: folder.file("a")) == nil)
        try folder.write("x", to: "a")
        let stamp = FileStamp(path: folder.file("a"))
        #expect(stamp != nil && stamp == FileStamp(path: folder.file("a")))
        try folder.write("yy", to: "a")
        #expect(FileStamp(path: folder.file("a")) != stamp)
    }
}
