import APIClient
import Blocklists
import Firewall
import Logging
import Netlink

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

    /// Locks what is the guard's alone, and finds a backend that works.
    init(
        _ configuration: GuardConfiguration, _ surroundings: GuardSurroundings, _ logger: Logger,
        _ metrics: GuardMetrics
    ) async throws(GuardError) {
        self.configuration = configuration
        self.logger = logger
        self.metrics = metrics
        let firewallThread = try Self.thread(surroundings)
        let diskThread = try Self.thread(surroundings)
        let folder = StoredFolder(configuration.dataFolder)

        lock = GuardLock(thread: firewallThread)
        if !configuration.isDryRun { try await lock.lock(folder) }
        let named = try await surroundings.makeBackend(
            configuration.backend,
            BackendSurroundings(thread: firewallThread) { logger.info("would do: \($0)") })
        backend = named.backend
        backendName = named.name
        let touchesKernel = BackendRegistry.named(named.name)?.touchesKernel ?? true
        if touchesKernel { try await lock.lockFirewall() }

        let policy = FirewallPolicy(
            mode: configuration.isLogOnly ? .logOnly : .drop, logging: touchesKernel ? PacketLogging() : nil)
        counter = BlockCounter(clock: surroundings.wallClock)
        packets = try policy.logging.map { [counter] (logging) throws(GuardError) in
            PacketLogListener(thread: try Self.thread(surroundings), group: logging.group) { counter.take($0) }
        }
        let names = NameLookup(thread: try Self.thread(surroundings))
        let hosts = HostWatch(
            facts: surroundings.makeFacts(firewallThread, names, surroundings.session),
            whitelist: configuration.whitelist,
            servers: configuration.credential == nil ? [] : [configuration.server.host],
            session: surroundings.session, clock: surroundings.clock, wallClock: surroundings.wallClock, logger: logger)
        self.hosts = hosts
        enforcer = Enforcer(
            EnforcerParts(
                thread: firewallThread, backend: backend, policy: policy,
                generations: configuration.isDryRun
                    ? nil : GenerationStore(StoredFolder("\(folder.path)/generations"), thread: diskThread),
                sessions: { await hosts.sessions() }, clock: surroundings.wallClock, logger: logger, metrics: metrics),
            limits: MergeLimits(maximumShare: configuration.maximumShare, coversIPv6: configuration.coversIPv6))
    }

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

    func makeWatcher(feed: BlockFeed) -> BlockWatcher {
        BlockWatcher(
            counter: counter, feed: feed, logger: logger, metrics: metrics,
            listen: { [packets] () throws(NetlinkError) in try await packets?.start() },
            sources: { [enforcer] in await enforcer.sources(of: $0) },
            losses: { [packets] in await packets?.statistics ?? PacketLogStatistics() },
            traffic: { [backend] in try? await backend.traffic() })
    }
}
