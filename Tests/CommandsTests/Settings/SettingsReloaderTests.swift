import Logging
import Synchronization
import TestLoop
import Testing
import ThreatAPI
import ThreatModel

@testable import Commands

@Suite("Settings that change while the server runs") struct SettingsReloaderTests {
    /// A file that the test rewrites, and what the server was told.
    final class World: Sendable {
        let folder: LoopFolder
        let told = Mutex<[ThreatAPIConfiguration]>([])

        init() throws { folder = try LoopFolder() }

        var path: String { folder.file("server.yaml") }

        func reloader() -> SettingsReloader {
            let path = path
            let read: @Sendable () -> EffectiveSettings = { .reading(.usual(path), flags: [:], environment: [:]) }
            return SettingsReloader(
                current: read().settings, read: read, stamp: { FileStamp(path: path) },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                apply: { [self] configuration in told.withLock { $0.append(configuration) } })
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
