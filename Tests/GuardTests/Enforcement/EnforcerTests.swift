import Blocklists
import Firewall
import IPNetworks
import Netlink
import Observability
import TestClocks
import TestGuards
import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// The enforcer over a firewall in memory.
@Suite(.timeLimit(.minutes(1)))
struct EnforcerTests {
    private let folder: Folder
    private let clock = TestWallClock()
    private let log = LogBook()

    init() throws { folder = try Folder() }

    private func enforcer(
        over backend: any FirewallBackend, limits: MergeLimits = MergeLimits(), loggedIn: Set<IPAddress> = []
    ) throws -> Enforcer {
        let thread = try NetlinkThread()
        return Enforcer(
            EnforcerParts(
                thread: thread, backend: backend,
                generations: GenerationStore(StoredFolder(folder.path("generations")), thread: thread),
                sessions: { loggedIn }, clock: clock, logger: log.logger, metrics: GuardMetrics(MetricsRegistry())),
            limits: limits)
    }

    /// A guard that is at work with the list of one source.
    private func atWork(_ list: KeptList, over backend: any FirewallBackend) async throws -> Enforcer {
        let enforcer = try enforcer(over: backend)
        try await enforcer.start(allowing: Allowlist())
        let number = await enforcer.register(.first, nil)
        await enforcer.finishRegistration()
        #expect(await enforcer.take(.list(list), from: number) == .taken)
        await enforcer.settle()
        await enforcer.tick()
        return enforcer
    }

    private func blocked(_ backend: some FirewallBackend) async throws -> IPAddressSet {
        try await backend.read().lists.blocked
    }

    @Test func aListReachesTheFirewall() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1", "10.0.0.0/8", "45.41.0.0/16"), over: backend)
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1", "45.41.0.0/16"))
        let status = await enforcer.status(backend: "x")
        #expect(status.protectedSince == clock.now && status.verified == clock.now && status.failure == nil)
        #expect(status.exclusions.contains { $0.description.contains("RFC 1918") })
        #expect(log.has("RFC 1918"))
        #expect(log.has("Blocking 1 address and 1 network"))
    }

    @Test func singleChangesFollow() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        _ = await enforcer.take(.changes([try address("45.40.0.2")], KeptList("45.40.0.1", "45.40.0.2")), from: 0)
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1", "45.40.0.2"))
        #expect(await enforcer.sources(of: [try address("45.40.0.2")]) == [[.first]])
    }

    /// A list that was on its way when its source was given up must not come into force: nobody would take it back.
    @Test func whatComesLateFromASourceThatWasGivenUpIsNotTaken() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        await enforcer.retire(0)
        #expect(await enforcer.take(.list(KeptList("45.40.0.2")), from: 0) != .taken)
        _ = await enforcer.take(.changes([try address("45.40.0.3")], KeptList("45.40.0.3")), from: 0)
        await enforcer.settle()
        #expect(try await blocked(backend).isEmpty)
        await enforcer.retire(0, false)
        #expect(await enforcer.take(.list(KeptList("45.40.0.2")), from: 0) == .taken)
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.2"))
    }

    // MARK: - Restarts

    /// Safety layer 8: after a reboot, the last generation is in force before any source was asked.
    @Test func theLastGenerationIsLoadedFirst() async throws {
        let enforcer = try await atWork(KeptList("45.40.0.1", "45.41.0.0/16"), over: DryRunBackend())
        try await enforcer.stop(keepingRules: false)
        let rebooted = DryRunBackend()
        let second = try self.enforcer(over: rebooted)
        let allowlist = Allowlist(whitelist: [.range(try #require(IPRange("45.41.7.0/24")))])
        try await second.start(allowing: allowlist)
        let lists = await rebooted.read().lists
        #expect(lists.blocked == IPAddressSet("45.40.0.1", "45.41.0.0/16"))
        #expect(lists.allowed4.items.contains { $0.contains(0x2d29_0701) })
        #expect(await second.status(backend: "x").protectedSince == clock.now)

        // A source without a list takes nothing away, and one with a list what it does not list.
        let number = await second.register(.first, nil)
        await second.finishRegistration()
        await second.settle()
        #expect(try await blocked(rebooted).contains(try address("45.40.0.1")))
        _ = await second.take(.list(KeptList("45.40.0.9")), from: number)
        await second.settle()
        #expect(try await blocked(rebooted) == IPAddressSet("45.40.0.9"))
    }

    /// What a killed guard left is taken over as it is: nothing is written.
    @Test func rulesThatStandAreAdopted() async throws {
        let backend = DryRunBackend()
        _ = try await atWork(KeptList("45.40.0.1", "45.41.0.0/16"), over: backend)
        let before = await backend.survey()
        let second = try enforcer(over: backend)
        try await second.start(allowing: Allowlist())
        _ = await second.register(.first, KeptList("45.40.0.1", "45.41.0.0/16"))
        await second.finishRegistration()
        await second.settle()
        #expect(await backend.survey() == before)
        #expect(await second.status(backend: "x").protectedSince != nil)
        // Also when the generation on disk is an older one.
        let third = try enforcer(over: backend)
        try await third.start(allowing: Allowlist())
        _ = await third.register(.first, KeptList("45.40.0.2"))
        await third.finishRegistration()
        await third.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.2"))
    }

    @Test func whatStandsProtectsAlsoWithoutAnythingOnDisk() async throws {
        let backend = DryRunBackend()
        let first = try await atWork(KeptList("45.40.0.1"), over: backend)
        try await first.stop(keepingRules: true)
        let elsewhere = try EnforcerTests()
        let second = try elsewhere.enforcer(over: backend)
        try await second.start(allowing: Allowlist())
        _ = await second.register(.first, nil)
        await second.finishRegistration()
        await second.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
    }

    @Test func aStopTakesEverythingAwayOrNothing() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        try await enforcer.stop(keepingRules: true)
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
        try await enforcer.stop(keepingRules: false)
        #expect(await backend.survey().condition == .absent)
    }

    // MARK: - Others

    /// Safety layer 9.
    @Test func whatOthersTakeAwayIsPutBack() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        await backend.loseEverything(to: "nft")
        await enforcer.note(.changed(by: "nft"))
        await enforcer.note(.changed(by: "nft"))
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
        let status = await enforcer.status(backend: "x")
        #expect(status.restores == 1 && status.protectedSince == clock.now)
        #expect(log.has("'nft'") && log.has("put back"))
    }

    @Test func aFightIsNotFoughtAtFullSpeed() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        for _ in 0..<RestorePace.patience {
            await backend.loseEverything(to: "ufw")
            await enforcer.note(.changed(by: "ufw"))
            await enforcer.settle()
        }
        #expect(await enforcer.status(backend: "x").restores == RestorePace.patience)
        #expect(!log.has("in a row"))
        await backend.loseEverything(to: "ufw")
        await enforcer.note(.changed(by: "ufw"))
        await enforcer.settle()
        #expect(await backend.survey().condition == .absent)
        clock.advance(by: RestorePace.interval)
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
        for _ in 0..<2 {
            clock.advance(by: RestorePace.interval)
            await backend.loseEverything(to: "ufw")
            await enforcer.note(.changed(by: "ufw"))
            await enforcer.settle()
        }
        #expect(log.has("8 times in a row"))
    }

    /// Flushes that lie some seconds apart are healed without a pause, however many there are.
    @Test func everyFlushIsHealedAtOnce() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        for _ in 0..<50 {
            clock.advance(by: .seconds(2))
            await backend.loseEverything(to: "firewalld")
            await enforcer.note(.changed(by: "firewalld"))
            await enforcer.settle()
            #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
        }
    }

    /// When nobody tells, a look now and then does.
    @Test func whatNobodyNoticedIsFoundByLooking() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        await backend.loseEverything(to: "nft")
        await enforcer.tick()
        await enforcer.settle()
        #expect(await backend.survey().condition == .absent)
        clock.advance(by: Enforcer.surveyInterval)
        await enforcer.tick()
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
    }

    // MARK: - People

    @Test func whoIsLoggedInIsNotCutOff() async throws {
        let admin = try address("45.40.0.1")
        let backend = DryRunBackend()
        let enforcer = try enforcer(over: backend, loggedIn: [admin])
        try await enforcer.start(allowing: Allowlist())
        let number = await enforcer.register(.first, nil)
        await enforcer.finishRegistration()
        _ = await enforcer.take(.list(KeptList("45.40.0.1", "45.40.0.2")), from: number)
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.2"))
    }

    /// Not even by the generation that is loaded before anything else.
    @Test func whoIsLoggedInAtTheStartIsNotCutOff() async throws {
        let first = try await atWork(KeptList("45.40.0.1", "45.40.0.2"), over: DryRunBackend())
        try await first.stop(keepingRules: false)
        let backend = DryRunBackend()
        let second = try enforcer(over: backend, loggedIn: [try address("45.40.0.1")])
        try await second.start(allowing: Allowlist())
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.2"))
    }

    // MARK: - Limits and failures

    @Test func tooLargeAListLeavesTheOneBefore() async throws {
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        let verdict = await enforcer.take(.list(KeptList("64.0.0.0/4")), from: 0)
        guard case .held(let reason) = verdict else { Issue.record("it was taken"); return }
        #expect(reason.contains("6.3 %") && reason.contains("SIKKER_MAX_SHARE"), "\(reason)")
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
    }

    @Test func aRefusalOfTheKernelIsTriedAgain() async throws {
        let backend = FlakyBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        await backend.fail([.tooLarge("no room"), .tooLarge("no room")])
        _ = await enforcer.take(.changes([try address("45.40.0.2")], KeptList("45.40.0.1", "45.40.0.2")), from: 0)
        await enforcer.settle()
        #expect(await enforcer.status(backend: "x").failure == .tooLarge("no room"))
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
        let attempts = await backend.attempts
        await enforcer.settle()
        #expect(await backend.attempts == attempts, "not before its time")
        for _ in 0..<10 {
            clock.advance(by: .seconds(1))
            await enforcer.tick()
            await enforcer.settle()
        }
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1", "45.40.0.2"))
        #expect(await enforcer.status(backend: "x").failure == nil)
        #expect(log.has("in step again"))
    }

    @Test(arguments: [FirewallError.stale, .drifted("x")])
    func whatTwoDoAtATimeIsDoneAgainAtOnce(_ error: FirewallError) async throws {
        let backend = FlakyBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        await backend.fail([error])
        _ = await enforcer.take(.changes([try address("45.40.0.2")], KeptList("45.40.0.1", "45.40.0.2")), from: 0)
        await enforcer.settle()
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1", "45.40.0.2"))
        #expect(await enforcer.status(backend: "x").failure == nil)
    }

    @Test func aDiskThatFailsIsSaidAndTriedAgain() async throws {
        try folder.write("generations", "a file where a folder should be")
        let backend = DryRunBackend()
        let enforcer = try await atWork(KeptList("45.40.0.1"), over: backend)
        #expect(await enforcer.status(backend: "x").storageFailure?.isEmpty == false)
        #expect(try await blocked(backend) == IPAddressSet("45.40.0.1"))
        #expect(log.has("Protection goes on from memory"))
        try folder.remove("generations")
        clock.advance(by: Enforcer.saveInterval)
        await enforcer.tick()
        #expect(await enforcer.status(backend: "x").storageFailure == nil)
        let rebooted = DryRunBackend()
        try await self.enforcer(over: rebooted).start(allowing: Allowlist())
        #expect(try await blocked(rebooted) == IPAddressSet("45.40.0.1"))
    }

    // MARK: - All at once

    /// Random lists, changes, intruders and refusals: in the end the firewall holds what plain set arithmetic says.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func whateverHappensItEndsWell(_ seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let backend = FlakyBackend()
        var list = KeptList("45.40.0.0/26")
        let enforcer = try await atWork(list, over: backend)
        for _ in 0..<60 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0:
                await backend.fail([[.stale, .mismatch("x"), .tooLarge("x")].randomElement(using: &random) ?? .stale])
            case 1: await enforcer.note(.unknown)
            case 2:
                let first = UInt32.random(in: 0x2d28_0000...0x2d28_0100, using: &random)
                list = KeptList(IPAddressSet([.v4(AddressRange(first, first + 40))]))
                _ = await enforcer.take(.list(list), from: 0)
            default:
                let address = IPAddress(v4: .random(in: 0x2d28_0000...0x2d28_0100, using: &random))
                list.apply(Bool.random(using: &random) ? .add(address) : .remove(address))
                _ = await enforcer.take(.changes([address], list), from: 0)
            }
            await enforcer.settle()
            clock.advance(by: .seconds(Int64.random(in: 0...5, using: &random)))
        }
        await backend.fail([])
        clock.advance(by: .seconds(120))
        await enforcer.tick()
        await enforcer.settle()
        #expect(try await blocked(backend) == list.addresses)
        #expect(await enforcer.status(backend: "x").failure == nil)
    }
}
