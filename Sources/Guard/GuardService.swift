package import APIClient
import Blocklists
import Firewall
package import Logging
import Netlink
package import Observability
import ServiceLifecycle
import Synchronization

/// The guard: merges the lists of its sources, keeps the kernel in step with them, and tells of what was blocked.
///
/// It protects from the first moment with what was in force last, then asks its sources. It stops without a trace.
package final class GuardService: Service {
    /// Blocked packets, as they are logged.
    package let blocks = BlockFeed()

    private let configuration: GuardConfiguration
    private let connections: HTTPConnections
    private let surroundings: GuardSurroundings
    private let version: String
    private let logger: Logger
    private let metrics: GuardMetrics
    private let firewallCheck: HealthCheck
    private let sourcesCheck: HealthCheck
    // Set once the guard is at work; asked from anywhere.
    private let atWork = Mutex<(enforcer: Enforcer, backend: String)?>(nil)

    /// - Parameters:
    ///   - connections: the process's own; they are not shut down here.
    ///   - version: of the program, for the first line of the log.
    package init(
        _ configuration: GuardConfiguration, connections: HTTPConnections, version: String, logger: Logger,
        metrics: MetricsRegistry, health: HealthRegistry, surroundings: GuardSurroundings = GuardSurroundings()
    ) {
        self.configuration = configuration
        self.connections = connections
        self.surroundings = surroundings
        self.version = version
        self.logger = logger
        self.metrics = GuardMetrics(metrics)
        firewallCheck = health.check("guard.firewall")
        sourcesCheck = health.check("guard.sources")
    }

    /// How the guard fares; `nil` before it is at work.
    package func status() async -> GuardStatus? {
        guard let (enforcer, backend) = atWork.withLock({ $0 }) else { return nil }
        return await enforcer.status(backend: backend)
    }

    package func run() async throws {
        logger.info("Sikker guard \(version)")
        let workshop = try await GuardWorkshop(configuration, surroundings, logger, metrics)
        let enforcer = workshop.enforcer
        do {
            try await workshop.open()
            atWork.withLock { $0 = (enforcer, workshop.backendName) }
            let keepers = await loadSources(into: enforcer)
            for line in GuardBanner.lines(configuration, await enforcer.status(backend: workshop.backendName)) {
                logger.info("\(line)")
            }
            await cancelWhenGracefulShutdown { await self.work(workshop, keepers) }
        } catch {
            // A guard that cannot begin leaves alone what an earlier one left in force.
            try? await workshop.close(keepingRules: true)
            throw error
        }
        atWork.withLock { $0 = nil }
        try await workshop.close(keepingRules: configuration.keepsRules)
        logger.info(configuration.keepsRules ? "Stopped; the rules stay in force" : "Stopped; the rules are gone")
    }

    /// Registers every source with the copy of its list that is on disk.
    private func loadSources(into enforcer: Enforcer) async -> [(number: Int, keeper: SourceKeeper)] {
        let settings = SourceSettings(
            api: configuration.credential.map {
                APIClient(
                    server: configuration.server, credential: $0, connections: connections,
                    userAgent: "sikker-guard/\(version)")
            },
            query: BlacklistQuery(
                scoreMinimum: configuration.scoreMinimum, addresses: configuration.coversIPv6 ? .both : .v4),
            pullInterval: configuration.pullInterval, files: configuration.customBlacklists)
        let folder = configuration.isDryRun ? nil : StoredFolder("\(configuration.dataFolder)/lists")
        do throws(BlocklistError) {
            try folder?.make()
        } catch {
            logger.error("\(error) Protection goes on from memory")
        }
        var keepers: [(Int, SourceKeeper)] = []
        for source in SourceRegistry.sources(settings, clock: surroundings.clock) {
            let keeper = SourceKeeper(source, folder: folder, clock: surroundings.wallClock)
            keepers.append((await enforcer.register(source.identity, await keeper.load()), keeper))
        }
        await enforcer.finishRegistration()
        return keepers
    }

    /// Everything that goes on at the same time, until the task is cancelled.
    private func work(_ workshop: GuardWorkshop, _ keepers: [(number: Int, keeper: SourceKeeper)]) async {
        let enforcer = workshop.enforcer
        let watcher = workshop.makeWatcher(feed: blocks)
        await withDiscardingTaskGroup { group in
            group.addTask { await enforcer.run() }
            for (number, keeper) in keepers {
                group.addTask { await keeper.run { await enforcer.take($0, from: number) } }
            }
            group.addTask { await workshop.hosts.run { await enforcer.allow($0) } }
            group.addTask { await workshop.watchFirewall() }
            group.addTask { await watcher.run() }
            group.addTask {
                await self.everySecond {
                    await enforcer.tick()
                    self.report(await enforcer.status(backend: workshop.backendName))
                }
            }
            group.addTask {
                await self.everySecond { await watcher.tick() }
            }
            group.addTask {
                await self.everySecond {
                    for (number, keeper) in keepers { await keeper.tick { await enforcer.take($0, from: number) } }
                }
            }
            logger.info("Running")
        }
    }

    private func everySecond(_ work: () async -> Void) async {
        while !Task.isCancelled {
            await work()
            try? await surroundings.clock.sleep(for: .seconds(1))
        }
    }

    private func report(_ status: GuardStatus) {
        if let failure = status.failure {
            firewallCheck.set(.failing, failure.description)
        } else if status.protectedSince == nil {
            firewallCheck.set(.starting, "the kernel has not been given a list yet")
        } else if let problem = status.storageFailure {
            firewallCheck.set(.degraded, problem)
        } else {
            firewallCheck.set(.ok, "the kernel holds what it was given")
        }
        let ailing = status.sources.filter { !$0.health.isGood }
        if ailing.isEmpty {
            sourcesCheck.set(.ok, "\(status.sources.count) of \(status.sources.count) sources are up to date")
        } else {
            let names = ailing.map { "\($0.identity.name) (\($0.health.state))" }.joined(separator: ", ")
            sourcesCheck.set(.degraded, "not up to date: \(names)")
        }
    }
}

extension SourceHealth {
    fileprivate var isGood: Bool {
        switch state {
        case .current, .live: storage == nil
        case .waiting, .refused, .failing: false
        }
    }
}
