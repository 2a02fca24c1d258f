import APIClient
import Blocklists
import Firewall
import Geolocation
import IPNetworks
import Logging
import Netlink
import ThreatModel

/// The parts of a guard at work, put together: threads, locks, backend, enforcer, receiver of packets.
struct GuardWorkshop: Sendable {
    let enforcer: Enforcer
    let hosts: HostWatch
    let backendName: String

    private let configuration: GuardConfiguration
    private let logger: Logger
    private let metrics: GuardMetrics
    private let backend: any FirewallBackend
    private let lock: GuardLock
    private let packets: PacketLogListener?
    private let counter: BlockCounter
    private let surroundings: GuardSurroundings
    /// For what waits for the disk.
    private let diskThread: NetlinkThread

    private var wallClock: any WallClock { surroundings.wallClock }

    /// Locks what is the guard's alone, and finds a backend that works.
    init(
        _ configuration: GuardConfiguration, _ surroundings: GuardSurroundings, _ logger: Logger,
        _ metrics: GuardMetrics
    ) async throws(GuardError) {
        self.configuration = configuration
        self.surroundings = surroundings
        self.logger = logger
        self.metrics = metrics
        let firewallThread = try Self.thread(surroundings)
        diskThread = try Self.thread(surroundings)
        let folder = StoredFolder(configuration.dataFolder)

        lock = GuardLock(thread: firewallThread)
        if !configuration.isDryRun { try await lock.lock(folder) }
        let named = try await surroundings.makeBackend(
            configuration.backend,
            BackendSurroundings(
                thread: firewallThread, xdp: configuration.xdp, notice: { logger.info("\($0)") },
                report: { logger.info("would do: \($0)") }))
        backend = named.backend
        backendName = named.name
        let touchesKernel = BackendRegistry.named(named.name)?.touchesKernel ?? true
        if touchesKernel { try await lock.lockFirewall() }

        let policy = FirewallPolicy(
            mode: configuration.isLogOnly ? .logOnly : .drop, logging: touchesKernel ? PacketLogging() : nil,
            isFloodMode: configuration.isFloodMode, blocksOutbound: configuration.blocksOutbound)
        counter = BlockCounter(clock: surroundings.wallClock)
        packets = try policy.logging.map { [counter] (logging) throws(GuardError) in
            PacketLogListener(thread: try Self.thread(surroundings), group: logging.group) { counter.take($0) }
        }
        let names = NameLookup(thread: try Self.thread(surroundings))
        let countries = CountryAddresses.load(configuration.countries, from: configuration.places)
        for problem in countries.problems { logger.warning("\(problem)") }
        let hosts = HostWatch(
            facts: surroundings.makeFacts(firewallThread, names, surroundings.session),
            whitelist: configuration.whitelist,
            servers: Self.servers(configuration),
            targets: configuration.connectivity.targets, countries: countries.addresses,
            session: surroundings.session, clock: surroundings.clock, elapsed: surroundings.elapsed, logger: logger)
        self.hosts = hosts
        let probe = ConnectivityProbe(thread: try Self.thread(surroundings))
        let isTested = configuration.connectivity.isEnabled && touchesKernel
        enforcer = Enforcer(
            EnforcerParts(
                thread: firewallThread, backend: backend, policy: policy,
                generations: configuration.isDryRun
                    ? nil : GenerationStore(StoredFolder("\(folder.path)/generations"), thread: diskThread),
                sessions: { await hosts.sessions() }, beginGrace: { await hosts.beginGrace() },
                connectivity: {
                    isTested ? await probe.reading(of: await hosts.connectivityTargets) : ConnectivityReading()
                },
                clock: surroundings.wallClock, elapsed: surroundings.elapsed, logger: logger, metrics: metrics),
            limits: MergeLimits(maximumShare: configuration.maximumShare, coversIPv6: configuration.coversIPv6))
    }

    /// The hosts that the guard asks.
    static func servers(_ configuration: GuardConfiguration) -> [HostPort] {
        ((configuration.credential == nil ? [] : [configuration.server]) + configuration.askedLists.servers)
            .map { HostPort($0) }
    }

    /// The addresses of the countries among what is allowed. Reads databases where there are any.
    func countries(of entries: [WhitelistEntry], by places: PlaceConfiguration) async -> [String: IPAddressSet] {
        let codes = entries.compactMap { if case .country(let code) = $0 { code } else { nil } }
        guard !codes.isEmpty else { return [:] }
        let found = await BlockingWork.run { CountryAddresses.load(codes, from: places) }
        for problem in found.problems { logger.warning("\(problem)") }
        return found.addresses
    }

    /// What the kernel has counted; `nil` when it cannot be asked.
    func traffic() async -> FirewallTraffic? { try? await backend.traffic() }

    private static func thread(_ surroundings: GuardSurroundings) throws(GuardError) -> NetlinkThread {
        do throws(NetlinkError) {
            return try NetlinkThread(onStart: surroundings.enterHost)
        } catch {
            throw .host(error)
        }
    }

    /// Protects with what was in force last.
    func open() async throws(GuardError) {
        try await enforcer.start(allowing: await hosts.firstAllowlist())
    }

    /// Everything ends.
    func close(keepingRules: Bool) async throws(GuardError) {
        await packets?.stop()
        do throws(GuardError) {
            try await enforcer.stop(keepingRules: keepingRules)
        } catch {
            await lock.release()
            throw error
        }
        await lock.release()
    }

    /// Tells the enforcer of changes that others make to its rules, until the task is cancelled.
    func watchFirewall() async {
        guard let intrusions = try? await backend.watch() else { return }
        for await intrusion in intrusions { await enforcer.note(intrusion) }
    }

    /// - Parameters:
    ///   - logger: for single packets.
    ///   - onRound: takes what was blocked.
    func makeWatcher(
        feed: BlockFeed, logger: Logger, onRound: @escaping @Sendable (BlockRound) async -> Void
    ) -> BlockWatcher {
        BlockWatcher(
            counter: counter, feed: feed, clock: wallClock, logger: logger, metrics: metrics,
            listen: { [packets] () throws(NetlinkError) in try await packets?.start() },
            sources: { [enforcer] in await enforcer.sources(of: $0) },
            losses: { [packets] in await packets?.statistics ?? PacketLogStatistics() },
            traffic: { await self.traffic() }, onRound: onRound)
    }

    /// - Parameters:
    ///   - server: takes reports, as soon as there is a key for it.
    ///   - own: the user's own sources.
    ///   - plainLogger: for what the history says of itself.
    func makeRecords(
        _ queue: HistoryQueue, server: CurrentServer, own: @escaping @Sendable () -> Set<SourceIdentity>,
        _ plainLogger: Logger
    ) throws(GuardError) -> BlockRecords {
        let folder = StoredFolder(configuration.dataFolder)
        let history = GuardHistory(
            configuration.history, folder: configuration.isDryRun ? nil : folder, queue: queue,
            thread: try Self.thread(surroundings), clock: wallClock, logger: plainLogger, metrics: metrics)
        let reporter =
            configuration.isDryRun
            ? nil
            : Reporter(
                configuration.reporting, to: server, folder: folder, thread: diskThread,
                mayReport: { [enforcer] in await enforcer.mayReport($0) }, clock: wallClock, logger: logger,
                metrics: metrics)
        return BlockRecords(
            history: history, reporter: reporter, hasServer: { server.current != nil }, ownSources: own)
    }
}
