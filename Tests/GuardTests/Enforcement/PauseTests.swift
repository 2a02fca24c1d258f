import Blocklists
import Firewall
import Foundation
import IPNetworks
import Netlink
import Observability
import TestClocks
import TestGuards
import Testing
import ThreatModel

@testable import Guard

/// Protection that is off for a time, and the look into the kernel.
@Suite(.timeLimit(.minutes(1)))
struct PauseTests {
    private let clock = TestWallClock()
    private let log = LogBook()
    private let backend = DryRunBackend()

    private func atWork() async throws -> Enforcer {
        let enforcer = Enforcer(
            EnforcerParts(
                thread: try NetlinkThread(), backend: backend, clock: clock, logger: log.logger,
                metrics: GuardMetrics(MetricsRegistry())))
        try await enforcer.start(allowing: Allowlist())
        let number = await enforcer.register(.first, nil)
        await enforcer.finishRegistration()
        #expect(await enforcer.take(.list(KeptList("45.40.0.1")), from: number) == .taken)
        await enforcer.settle()
        return enforcer
    }

    private func mode() async throws -> FirewallPolicy.Mode? { await backend.read().standing.stamp?.policy.mode }

    private func pause(_ duration: Duration) -> Pause {
        Pause(began: clock.now, until: clock.now.advanced(by: duration))
    }

    @Test func aPauseEndsByItself() async throws {
        let enforcer = try await atWork()
        #expect(try await mode() == .drop)
        await enforcer.pause(pause(.seconds(600)))
        await enforcer.settle()
        #expect(try await mode() == .logOnly)
        #expect(await enforcer.status(backend: "x").pausedUntil == clock.now.advanced(by: .seconds(600)))
        clock.advance(by: .seconds(599))
        await enforcer.tick()
        await enforcer.settle()
        #expect(try await mode() == .logOnly)
        clock.advance(by: .seconds(1))
        await enforcer.tick()
        await enforcer.settle()
        #expect(try await mode() == .drop)
        #expect(await enforcer.status(backend: "x").pausedUntil == nil)
        // The addresses are the same as before.
        #expect(await backend.read().lists.blocked == IPAddressSet("45.40.0.1"))
    }

    @Test func aClockThatIsSetBackEndsIt() async throws {
        let enforcer = try await atWork()
        await enforcer.pause(pause(.seconds(600)))
        await enforcer.settle()
        clock.advance(by: .seconds(-3600))
        await enforcer.tick()
        await enforcer.settle()
        #expect(try await mode() == .drop)
    }

    @Test func aPauseThatIsOverIsNone() async throws {
        let enforcer = try await atWork()
        await enforcer.pause(Pause(began: clock.now.advanced(by: .seconds(-20)), until: clock.now))
        await enforcer.settle()
        #expect(try await mode() == .drop)
    }

    @Test func aPauseIsKeptOnDisk() async throws {
        let folder = try Folder()
        let file = PauseFile(StoredFolder(folder.path("data")))
        #expect(await file.load() == nil)
        try await file.save(pause(.seconds(60)))
        #expect(await PauseFile(StoredFolder(folder.path("data"))).load() == pause(.seconds(60)))
        try await file.save(nil)
        #expect(await file.load() == nil)
        // What cannot be read is no pause: then there is protection.
        try folder.write("data/pause.json", "{")
        #expect(await file.load() == nil)
    }

    @Test func onlyAFreshLookConfirms() async throws {
        let enforcer = try await atWork()
        clock.advance(by: .seconds(5))
        #expect(await enforcer.confirmNow())
        #expect(await enforcer.status(backend: "x").verified == clock.now)
        await backend.remove()
        #expect(await !enforcer.confirmNow())
        await enforcer.settle()
        #expect(await enforcer.confirmNow(), "it was put back")
    }

    @Test func aPreviewChangesNothing() async throws {
        let enforcer = try await atWork()
        let same = await enforcer.preview(allowing: Allowlist(), MergeLimits())
        #expect(same == nil)
        let entry = try #require(WhitelistEntry("45.40.0.1"))
        let other = await enforcer.preview(allowing: Allowlist(whitelist: [entry]), MergeLimits())
        #expect(other?.contains("blocked IPv4 addresses") == true, "\(other ?? "")")
        #expect(await backend.read().lists.blocked == IPAddressSet("45.40.0.1"))
    }

    @Test func aSourceThatNobodyWantsBlocksNothing() async throws {
        let enforcer = try await atWork()
        await enforcer.retire(0)
        await enforcer.settle()
        #expect(await backend.read().lists.blocked.isEmpty)
        #expect(await enforcer.status(backend: "x").sources.isEmpty)
        await enforcer.retire(0, false)
        #expect(await enforcer.take(.list(KeptList("45.40.0.2")), from: 0) == .taken)
        await enforcer.settle()
        #expect(await backend.read().lists.blocked == IPAddressSet("45.40.0.2"))
    }
}
