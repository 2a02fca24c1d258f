import Blocklists
import Firewall
import IPNetworks
import Netlink
import Observability
import Synchronization
import TestClocks
import TestGuards
import Testing
import ThreatModel

@testable import Guard

/// Safety layer 5 over a firewall in memory: which changes are taken back, which stay, and when one is tried again.
@Suite(.timeLimit(.minutes(1)))
struct RollbackTests {
    private let folder: Folder
    private let clock = TestWallClock()
    private let log = LogBook()
    private let backend = DryRunBackend()
    private let network = PlayedNetwork()

    init() throws { folder = try Folder() }

    private func atWork(_ list: KeptList) async throws -> Enforcer {
        let thread = try NetlinkThread()
        let enforcer = Enforcer(
            EnforcerParts(
                thread: thread, backend: backend,
                generations: GenerationStore(StoredFolder(folder.path("generations")), thread: thread),
                connectivity: { [backend, network] in
                    network.reading(blocked: await backend.read().lists.blocked)
                },
                clock: clock, logger: log.logger, metrics: GuardMetrics(MetricsRegistry())))
        try await enforcer.start(allowing: Allowlist())
        _ = await enforcer.register(.first, nil)
        await enforcer.finishRegistration()
        try await take(list, enforcer)
        return enforcer
    }

    private func take(_ list: KeptList, _ enforcer: Enforcer) async throws {
        #expect(await enforcer.take(.list(list), from: 0) == .taken)
        await enforcer.settle()
        await enforcer.tick()
    }

    private func change(_ text: String, to list: KeptList, _ enforcer: Enforcer) async throws {
        _ = await enforcer.take(.changes([try address(text)], list), from: 0)
        await enforcer.settle()
    }

    private func blocked() async -> IPAddressSet { await backend.read().lists.blocked }

    private static let good = KeptList("45.40.0.1", "45.40.0.2")
    private static let bad = KeptList("45.40.0.1", "45.40.0.3", "45.99.0.0/16")

    @Test func aChangeThatCutsThisHostOffIsTakenBack() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        let enforcer = try await atWork(Self.good)
        try await take(Self.bad, enforcer)
        #expect(await blocked() == Self.good.addresses)
        let status = await enforcer.status(backend: "x")
        #expect(status.rollbacks == 1 && status.failure == nil && status.protectedSince != nil)
        #expect(status.refusedChange?.lost == ["server api"])
        #expect(status.refusedChange?.description.contains("server api could not be reached") == true)
        #expect(log.has("going back to what was before"))
        // What is saved is what is in force.
        let saved = await GenerationStore(StoredFolder(folder.path("generations")), thread: try NetlinkThread())
            .newest()
        #expect(saved.generation?.lists.blocked == Self.good.addresses)
    }

    @Test func theSameIsNotTriedBeforeThePauseIsOver() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        let enforcer = try await atWork(Self.good)
        try await take(Self.bad, enforcer)
        // The same list once more, and single changes, are no news.
        try await take(Self.bad, enforcer)
        var list = Self.bad
        list.apply(.add(try address("45.40.0.9")))
        try await change("45.40.0.9", to: list, enforcer)
        #expect(await enforcer.status(backend: "x").rollbacks == 1)
        #expect(await !enforcer.hasWork)

        var pauses: [Duration] = []
        for rollback in 2...9 {
            let before = clock.now
            while await enforcer.status(backend: "x").rollbacks < rollback {
                clock.advance(by: .seconds(10))
                await enforcer.tick()
                await enforcer.settle()
            }
            pauses.append(clock.now.since(before))
        }
        #expect(pauses == [60, 120, 240, 480, 960, 1920, 3600, 3600].map { .seconds($0) })
        #expect(await blocked() == Self.good.addresses)

        // The cause goes: it is made at the next attempt.
        network.clear()
        network.set("server api", dependsOn: try address("45.98.0.7"))
        clock.advance(by: .seconds(3600))
        await enforcer.tick()
        await enforcer.settle()
        #expect(await blocked() == list.addresses)
        #expect(await enforcer.status(backend: "x").refusedChange == nil)
        #expect(log.has("that was taken back is in force"))
    }

    @Test func otherListsAreTriedAtOnce() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        let enforcer = try await atWork(Self.good)
        try await take(Self.bad, enforcer)
        try await take(KeptList("45.40.0.5"), enforcer)
        #expect(await blocked() == IPAddressSet("45.40.0.5"))
        #expect(await enforcer.status(backend: "x").refusedChange == nil)
    }

    /// An allowlist that names what was lost makes the same lists harmless.
    @Test func anAllowlistIsNewsToo() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        let enforcer = try await atWork(Self.good)
        try await take(Self.bad, enforcer)
        await enforcer.allow(Allowlist(servers: ["api": [try address("45.99.0.7")]]))
        await enforcer.settle()
        #expect(await blocked().contains(try address("45.99.0.8")))
        #expect(await !blocked().contains(try address("45.99.0.7")))
        #expect(await enforcer.status(backend: "x").rollbacks == 1)
    }

    @Test func whoWasLostBeforeIsNoReason() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        network.cut("server api")
        let enforcer = try await atWork(Self.good)
        try await take(Self.bad, enforcer)
        #expect(await blocked() == Self.bad.addresses)
        #expect(await enforcer.status(backend: "x").rollbacks == 0)
    }

    /// A server that goes down in the moment of a change: what was taken back is put in force again.
    @Test func whoIsLostWithoutTheChangeTooIsNoReason() async throws {
        network.set("server api", dependsOn: try address("45.97.0.1"))
        let enforcer = try await atWork(Self.good)
        network.cut("server api")
        try await take(Self.bad, enforcer)
        #expect(await blocked() == Self.bad.addresses)
        let status = await enforcer.status(backend: "x")
        #expect(status.rollbacks == 1 && status.refusedChange == nil)
        #expect(log.has("cannot be reached without the change either"))
        // And it is not waited for from then on.
        try await take(KeptList("45.40.0.1", "45.40.0.4"), enforcer)
        #expect(await enforcer.status(backend: "x").rollbacks == 1)
    }

    @Test func oneLostPacketIsNoReason() async throws {
        network.set("server api", dependsOn: try address("45.97.0.1"))
        let enforcer = try await atWork(Self.good)
        network.stumble("server api", times: ConnectivityTrial.attempts - 1)
        try await take(Self.bad, enforcer)
        #expect(await blocked() == Self.bad.addresses)
        #expect(await enforcer.status(backend: "x").rollbacks == 0)
    }

    /// Single changes are tried together, some seconds later, and taken back together.
    @Test func singleChangesAreTriedTogether() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        let enforcer = try await atWork(Self.good)
        var list = Self.good
        for text in ["45.40.0.8", "45.99.0.7"] {
            list.apply(.add(try address(text)))
            try await change(text, to: list, enforcer)
            await enforcer.tick()
            await enforcer.settle()
        }
        #expect(await blocked() == list.addresses)
        clock.advance(by: ConnectivityTrial.interval)
        await enforcer.tick()
        await enforcer.settle()
        #expect(await blocked() == Self.good.addresses)
        #expect(await enforcer.status(backend: "x").refusedChange != nil)
    }

    /// What is not tried yet is not what a restart begins with.
    @Test func whatIsNotTriedYetIsNotSaved() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        let enforcer = try await atWork(Self.good)
        var list = Self.good
        list.apply(.add(try address("45.99.0.7")))
        try await change("45.99.0.7", to: list, enforcer)
        try await enforcer.stop(keepingRules: true)
        let saved = await GenerationStore(StoredFolder(folder.path("generations")), thread: try NetlinkThread())
            .newest()
        #expect(saved.generation?.lists.blocked == Self.good.addresses)
    }

    @Test func theFirstListOfAllCanBeTakenBackToo() async throws {
        network.set("server api", dependsOn: try address("45.99.0.7"))
        let enforcer = try await atWork(Self.bad)
        #expect(await blocked().isEmpty)
        #expect(await enforcer.status(backend: "x").refusedChange != nil)
    }

    @Test(arguments: [
        ("db.example:5432", "db.example", 5432), ("192.0.2.1:22", "192.0.2.1", 22),
        ("[2001:db8::1]:443", "2001:db8::1", 443),
    ])
    func hostsAndPortsAreRead(_ text: String, _ host: String, _ port: UInt16) {
        #expect(HostPort(text) == HostPort(host: host, port: port))
        #expect(HostPort(text)?.description == text)
    }

    @Test(arguments: [
        "", ":80", "host", "host:", "host:0", "host:65536", "2001:db8::1:443", "[x]:1", "10.0.0.0/8:1", "a b:1",
    ])
    func otherTextIsNoHostAndPort(_ text: String) { #expect(HostPort(text) == nil) }
}

/// Who is within reach, as a test wants it: everybody whose address is not blocked.
private final class PlayedNetwork: Sendable {
    private struct State {
        var targets: [String: IPAddress] = [:]
        var cut: Set<String> = []
        var stumbles: [String: Int] = [:]
    }

    private let state = Mutex(State())

    func set(_ name: String, dependsOn address: IPAddress) { state.withLock { $0.targets[name] = address } }
    func cut(_ name: String) { state.withLock { _ = $0.cut.insert(name) } }
    func stumble(_ name: String, times: Int) { state.withLock { $0.stumbles[name] = times } }
    func clear() { state.withLock { $0 = State() } }

    func reading(blocked: IPAddressSet) -> ConnectivityReading {
        state.withLock { state in
            var reading = ConnectivityReading()
            for (name, address) in state.targets {
                var reach = blocked.contains(address) || state.cut.contains(name) ? Reach.silent : .answers
                if let left = state.stumbles[name], left > 0 {
                    state.stumbles[name] = left - 1
                    reach = .silent
                }
                reading.reach[name] = reach
            }
            return reading
        }
    }
}
