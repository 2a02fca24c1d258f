package import APIClient
package import Blocklists
import Firewall
package import IPNetworks
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
    /// What the user blocks by hand.
    package let manual: ManualBlocks
    /// Who has changed what.
    package let changes: ChangeRecord
    /// How somebody gets into the dashboard without a password.
    package let door = DashboardDoor()

    private let configuration: GuardConfiguration
    private let connections: HTTPConnections
    private let surroundings: GuardSurroundings
    private let version: String
    private let reloading: GuardReloading?
    private let logger: Logger
    /// For what the history should not keep: single packets, and itself.
    private let plainLogger: Logger
    private let historyQueue: HistoryQueue
    private let metrics: GuardMetrics
    private let notifier: Notifier
    private let firewallCheck: HealthCheck
    private let sourcesCheck: HealthCheck
    // Set once the guard is at work; asked from anywhere.
    private let atWork = Mutex<AtWork?>(nil)
    /// As last seen, for whoever must not wait when the enforcer hangs.
    private let lastStatus = Mutex<GuardStatus?>(nil)
    /// By the settings that hold now, as the server is.
    private let ownSources = Mutex<Set<SourceIdentity>>([])
    private let server = CurrentServer(nil)
    /// Beats while the guard does its work.
    package let pulse = GuardPulse()

    /// - Parameters:
    ///   - connections: the process's own; they are not shut down here.
    ///   - version: of the program, for the first line of the log.
    ///   - reloading: how settings are read again; `nil`: they do not change.
    package init(
        _ configuration: GuardConfiguration, connections: HTTPConnections, version: String, logger: Logger,
        metrics: MetricsRegistry, health: HealthRegistry, surroundings: GuardSurroundings = GuardSurroundings(),
        reloading: GuardReloading? = nil
    ) {
        self.reloading = reloading
        self.configuration = configuration
        self.connections = connections
        self.surroundings = surroundings
        self.version = version
        historyQueue = HistoryQueue(clock: surroundings.wallClock)
        plainLogger = logger
        self.logger = historyQueue.recording(logger)
        self.metrics = GuardMetrics(metrics)
        changes = ChangeRecord(folder: Self.dataFolder(configuration))
        manual = ManualBlocks(folder: Self.listsFolder(configuration), clock: surroundings.wallClock)
        notifier = Notifier(
            folder: Self.dataFolder(configuration),
            sender: NotificationSender(
                connections: connections, userAgent: "sikker-guard/\(version)",
                folder: configuration.isDryRun ? "/tmp" : configuration.dataFolder, clock: surroundings.clock),
            host: HostName.current, clock: surroundings.wallClock, elapsed: surroundings.elapsed, logger: self.logger,
            metrics: self.metrics)
        firewallCheck = health.check("guard.firewall")
        sourcesCheck = health.check("guard.sources")
    }

    /// How the guard fares; `nil` before it is at work.
    package func status() async -> GuardStatus? {
        guard let parts = partsAtWork else { return nil }
        return await parts.desk.enforcer.status(backend: parts.backend)
    }

    /// Where orders are taken; `nil` before the guard is at work.
    package var orders: ControlDesk? { partsAtWork?.desk }

    /// What was blocked, and what the guard did; `nil` before it is at work.
    package var history: GuardHistory? { partsAtWork?.records.history }

    /// The server by the settings that hold now; `nil` without a key.
    package var api: APIClient? { server.current }

    /// How reporting back fares; `nil` before the guard is at work, and without a server.
    package func reportingStatus() async -> ReportingStatus? { await partsAtWork?.records.reportingStatus }

    /// Who is logged in by SSH at this moment, as far as that is known.
    package func loggedIn() async -> [IPAddress] { await partsAtWork?.desk.enforcer.merger.sessions.sorted() ?? [] }

    /// Asks a server whether it knows a key.
    ///
    /// - Throws: why it cannot be used; one sentence.
    package func tryOut(_ key: Credential, at server: ServerURL) async throws(APIError) {
        let client = APIClient(
            server: server, credential: key, connections: connections, timeout: Self.patience, userAgent: program)
        _ = try await client.status()
    }

    /// Somebody is looking at a page meanwhile.
    private static let patience = Duration.seconds(10)

    /// What works together while the guard is at work.
    private struct AtWork {
        let desk: ControlDesk
        let backend: String
        let records: BlockRecords
    }

    private var partsAtWork: AtWork? { atWork.withLock { $0 } }

    /// Where the guard keeps what is to last; `nil`: the disk is to be left alone.
    package var dataFolder: StoredFolder? { Self.dataFolder(configuration) }

    private static func dataFolder(_ configuration: GuardConfiguration) -> StoredFolder? {
        configuration.isDryRun ? nil : StoredFolder(configuration.dataFolder)
    }

    private static func listsFolder(_ configuration: GuardConfiguration) -> StoredFolder? {
        configuration.isDryRun ? nil : StoredFolder("\(configuration.dataFolder)/lists")
    }

    package func run() async throws {
        logger.info("Sikker guard \(version)")
        let downloads = surroundings.makeDownloads()
        do {
            try await run(with: downloads)
        } catch {
            await downloads.shutdown()
            throw error
        }
        await downloads.shutdown()
    }

    private func run(with downloads: HTTPConnections) async throws {
        let workshop = try await GuardWorkshop(configuration, surroundings, logger, metrics)
        let records: BlockRecords
        do {
            records = try await serve(in: workshop, downloads)
        } catch {
            // A guard that cannot begin leaves alone what an earlier one left in force.
            try? await workshop.close(keepingRules: true)
            throw error
        }
        atWork.withLock { $0 = nil }
        await reloading?.serve(nil)
        try await workshop.close(keepingRules: configuration.keepsRules)
        logger.info(configuration.keepsRules ? "Stopped; the rules stay in force" : "Stopped; the rules are gone")
        await records.close()
    }

    /// From the first rule in the kernel until it is time to stop.
    private func serve(in workshop: GuardWorkshop, _ downloads: HTTPConnections) async throws -> BlockRecords {
        let enforcer = workshop.enforcer
        let sources = sources(configuration, downloads)
        let records = try workshop.makeRecords(
            historyQueue, server: server, own: { self.ownSources.withLock(\.self) }, plainLogger)
        let watcher = workshop.makeWatcher(feed: blocks, logger: plainLogger) { await records.take($0) }
        await watcher.begin()
        let pauses = PauseFile(configuration.isDryRun ? nil : StoredFolder(configuration.dataFolder))
        await enforcer.pause(await pauses.load())
        try await workshop.open()
        await records.load()
        await notifier.load()
        let crew = await load(sources, into: enforcer)
        for line in GuardBanner.lines(configuration, await enforcer.status(backend: workshop.backendName)) {
            logger.info("\(line)")
        }
        let desk = await openDesk(workshop, crew, pauses, records, downloads)
        await cancelWhenGracefulShutdown { await self.work(workshop, crew, desk, watcher, records) }
        return records
    }

    /// From now on orders are taken.
    private func openDesk(
        _ workshop: GuardWorkshop, _ crew: SourceCrew, _ pauses: PauseFile, _ records: BlockRecords,
        _ downloads: HTTPConnections
    ) async -> ControlDesk {
        let allows = ManualAllows(configuration.isDryRun ? nil : StoredFolder(configuration.dataFolder))
        do throws(BlocklistError) {
            try await allows.load()
        } catch {
            logger.error("\(error) What was allowed by hand is not known")
        }
        let desk = ControlDesk(
            .init(
                workshop: workshop, crew: crew, pauses: pauses, allows: allows, clock: surroundings.wallClock,
                version: version, manual: manual, makeSources: { self.sources($0, downloads) },
                records: records, reloading: reloading, server: server, door: door, changes: changes,
                notifier: notifier),
            configuration)
        await desk.adopt(configuration)
        atWork.withLock { $0 = AtWork(desk: desk, backend: workshop.backendName, records: records) }
        await reloading?.serve(desk)
        return desk
    }

    private var program: String { "sikker-guard/\(version)" }

    /// Of the Sikker server; `nil` without a key.
    private func client(_ configuration: GuardConfiguration) -> APIClient? {
        configuration.credential.map {
            APIClient(server: configuration.server, credential: $0, connections: connections, userAgent: program)
        }
    }

    /// The sources by these settings, which hold from now on.
    private func sources(
        _ configuration: GuardConfiguration, _ downloads: HTTPConnections
    ) -> [any BlocklistSource] {
        let settings = SourceSettings(
            api: client(configuration),
            query: configuration.askedBlacklist, pullInterval: configuration.pullInterval,
            files: configuration.customBlacklists,
            lists: configuration.askedLists,
            fetching: FetchSurroundings(
                connections: downloads, folder: Self.listsFolder(self.configuration), clock: surroundings.wallClock,
                userAgent: program),
            manual: manual)
        let sources = SourceRegistry.sources(settings, clock: surroundings.clock)
            .filter { !configuration.isOff($0.identity) }
        let own = Set(sources.filter { $0.author == .user }.map(\.identity))
        ownSources.withLock { $0 = own }
        server.replace(with: settings.api)
        return sources
    }

    /// Registers every source with the copy of its list that is on disk.
    private func load(_ sources: [any BlocklistSource], into enforcer: Enforcer) async -> SourceCrew {
        let folder = Self.listsFolder(configuration)
        do throws(BlocklistError) {
            try folder?.make()
        } catch {
            logger.error("\(error) Protection goes on from memory")
        }
        let crew = SourceCrew(enforcer: enforcer, folder: folder, clock: surroundings.wallClock)
        await crew.load(sources)
        await enforcer.finishRegistration()
        return crew
    }

    /// Everything that goes on at the same time, until the task is cancelled.
    private func work(
        _ workshop: GuardWorkshop, _ crew: SourceCrew, _ desk: ControlDesk, _ watcher: BlockWatcher,
        _ records: BlockRecords
    ) async {
        let enforcer = workshop.enforcer
        await withDiscardingTaskGroup { group in
            group.addTask { await enforcer.run() }
            group.addTask { await crew.run() }
            group.addTask { await workshop.hosts.run { await enforcer.allow($0) } }
            group.addTask { await workshop.watchFirewall() }
            group.addTask { await watcher.run() }
            group.addTask {
                await self.everySecond {
                    await enforcer.tick()
                    self.pulse.beat()
                    let status = await enforcer.status(backend: workshop.backendName)
                    self.lastStatus.withLock { $0 = status }
                    self.report(status, hasSources: await desk.configuration.hasSources)
                }
            }
            group.addTask {
                await self.everySecond { await watcher.tick() }
            }
            group.addTask { await self.everySecond { await records.tick() } }
            group.addTask { await self.everySecond { await records.report() } }
            group.addTask {
                await self.everySecond {
                    guard let status = self.lastStatus.withLock(\.self) else { return }
                    await self.notifier.look(
                        at: status, silence: self.pulse.silence() ?? .zero, intervals: await crew.intervals)
                }
            }
            group.addTask { await self.everySecond { await self.notifier.deliver() } }
            group.addTask {
                await self.everySecond {
                    await crew.tick()
                    await desk.tick()
                }
            }
            group.addTask { await self.everySecond { await desk.compareIfWanted() } }
            logger.info("Running")
        }
        await notifier.save()
        // What came since the last round, before the kernel forgets.
        await watcher.finishRound(isLast: true)
    }

    private func everySecond(_ work: () async -> Void) async {
        while !Task.isCancelled {
            await work()
            try? await surroundings.clock.sleep(for: .seconds(1))
        }
    }

    private func report(_ status: GuardStatus, hasSources: Bool) {
        if let failure = status.failure {
            firewallCheck.set(.failing, failure.description)
        } else if status.protectedSince == nil {
            firewallCheck.set(.starting, "the kernel has not been given a list yet")
        } else if let refused = status.refusedChange {
            firewallCheck.set(.degraded, "\(refused)")
        } else if let problem = status.storageFailure {
            firewallCheck.set(.degraded, problem)
        } else {
            firewallCheck.set(.ok, "the kernel holds what it was given")
        }
        let ailing = status.sources.filter { !$0.health.isGood }
        if !hasSources {
            sourcesCheck.set(.degraded, "no source is set: nothing is blocked but what is blocked by hand")
        } else if ailing.isEmpty {
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
