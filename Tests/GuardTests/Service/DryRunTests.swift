import APIClient
import Blocklists
import Firewall
import Foundation
import Guard
import IPNetworks
import Observability
import TestGuards
import Testing

/// The guard without a kernel: what it says, and what it leaves alone.
@Suite(.timeLimit(.minutes(1)))
struct DryRunTests {
    private let folder: Folder
    private let host = PlayedHost(.sample)

    init() throws { folder = try Folder() }

    private func dryRun(_ environment: [String: String], _ list: String) throws -> RunningGuard {
        let path = try folder.write("mine.txt", list)
        let host = host
        return try RunningGuard(
            environment.merging(["SIKKER_CUSTOM_BLACKLIST": path, "SIKKER_DRY_RUN": "true"]) { given, _ in given },
            folder: folder, surroundings: GuardSurroundings(makeFacts: { _, _, _ in host }))
    }

    @Test func itSaysWhatItWouldDoAndWritesNothing() async throws {
        let dryRun = try dryRun([:], "45.40.0.1\n45.40.0.2\n45.41.0.0/16\n")
        try await dryRun.whileRunning { service async throws in
            await dryRun.log.line(containing: "mine.txt: the list is up to date")
            await dryRun.log.line(containing: "Blocking 2 addresses and 1 network")
            #expect(dryRun.log.has("would do: "))
            let status = try #require(await service.status())
            #expect(status.backend == "dry-run")
            #expect(status.sources.first { $0.identity.name == "mine.txt" }?.entries?.v4 == 2)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("data")))
        #expect(dryRun.log.has("45.41.0.0/16 of mine.txt: kept 45.41.0.1 reachable: default gateway"))
    }

    @Test func theBannerSaysWhatMatters() async throws {
        let dryRun = try dryRun(
            ["SIKKER_API_KEY": "sk_0123456789", "SIKKER_API_URL": "http://127.0.0.1:1", "SIKKER_LOG_ONLY": "true"],
            "45.40.0.1\n")
        try await dryRun.whileRunning { _ in await dryRun.log.line(containing: "SikkerAPI: no answer") }
        for text in [
            "Sikker guard 1.2.3", "confidence of 50", "pulled every 1d", "1 gateway", "dry-run", "only logged",
            "SikkerAPI: no list yet", "Running", "Stopped",
        ] { #expect(dryRun.log.has(text), "\(text)") }
        #expect(!dryRun.log.has("sk_0123456789"))
    }

    @Test func healthIsReported() async throws {
        let dryRun = try dryRun(["SIKKER_CUSTOM_BLACKLIST": "/no/such/list"], "")
        try await dryRun.whileRunning { _ in await dryRun.log.line(containing: "does not exist") }
        let report = dryRun.health.report
        let sources = report.checks.first { $0.name == "guard.sources" }
        #expect(sources?.state.status == .degraded || sources?.state.status == .starting)
        #expect(report.checks.contains { $0.name == "guard.firewall" })
    }

    /// A name server that never answers does not hold up a stop.
    @Test func itStopsWhileANameIsLookedUp() async throws {
        let dryRun = try dryRun(["SIKKER_WHITELIST": "never.example"], "45.40.0.1\n")
        try await dryRun.whileRunning { _ in }
        #expect(dryRun.log.has("Stopped"))
    }

    @Test func aGuardThatCannotBeginLeavesTheRulesAlone() async throws {
        let backend = DryRunBackend()
        let standing = FirewallState(
            lists: FirewallLists(blocked: IPAddressSet("45.40.0.1"), allowed: IPAddressSet("10.0.0.0/8")), generation: 5
        )
        _ = try await backend.apply(FirewallPlan(from: await backend.read(), to: standing))
        let refusing = RefusingBackend(backend)
        let host = host
        let path = try folder.write("mine.txt", "45.40.0.2\n")
        let guarding = try RunningGuard(
            ["SIKKER_CUSTOM_BLACKLIST": path], folder: folder,
            surroundings: GuardSurroundings(
                makeBackend: { _, _ in .init(name: "dry-run", backend: refusing) }, makeFacts: { _, _, _ in host }))
        await #expect(throws: GuardError.firewall(.notPermitted)) { try await guarding.whileRunning { _ in } }
        #expect(await backend.read().state == standing)
    }

    @Test func twoGuardsDoNotShareAFolder() async throws {
        let host = host
        let path = try folder.write("mine.txt", "45.40.0.2\n")
        let guarding = try RunningGuard(
            ["SIKKER_CUSTOM_BLACKLIST": path], folder: folder,
            surroundings: GuardSurroundings(
                makeBackend: { _, _ in .init(name: "dry-run", backend: DryRunBackend()) },
                makeFacts: { _, _, _ in host }))
        try await guarding.whileRunning { _ async throws in
            let second = try RunningGuard(
                ["SIKKER_CUSTOM_BLACKLIST": path], folder: folder, surroundings: guarding.surroundings)
            let error = await #expect(throws: GuardError.self) { try await second.whileRunning { _ in } }
            #expect(error?.description.contains("another guard uses the folder") == true)
        }
        // It is free again when the first has ended.
        try await guarding.whileRunning { _ in }
    }
}

/// A backend that cannot be asked.
private actor RefusingBackend: FirewallBackend {
    private let inner: DryRunBackend

    init(_ inner: DryRunBackend) { self.inner = inner }

    func probe() {}
    func survey() throws(FirewallError) -> FirewallStanding { throw .notPermitted }
    func read() throws(FirewallError) -> FirewallReading { throw .notPermitted }
    func apply(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding { throw .notPermitted }
    func verify(_ plan: FirewallPlan) throws(FirewallError) { throw .notPermitted }
    func remove() async throws(FirewallError) { await inner.remove() }
    func watch() async throws(FirewallError) -> AsyncStream<FirewallIntrusion> { await inner.watch() }
    func traffic() -> FirewallTraffic { .none }
}
