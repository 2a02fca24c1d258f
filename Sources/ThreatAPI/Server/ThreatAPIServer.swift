package import Logging
import NIOPosix
package import Observability
import ServiceLifecycle
import Store
package import ThreatModel

/// The server: opens the store, reads it into memory, and answers on HTTP until it is told to stop.
///
/// It listens before it has read the store, so that `/readyz` and a 503 can say that it is starting. A graceful stop ends
/// the streams, lets requests finish, commits what waits, and gives the quotas' leases back.
package final class ThreatAPIServer: Service {
    private let configuration: ThreatAPIConfiguration
    private let logger: Logger
    let state: ServerState
    private let makeStore: @Sendable (String) throws -> any Store
    private let appealPages: any AppealPageFetcher
    private let appealNames: (any NameLookup)?
    private let opening: Opening
    private let tiers: TierTable

    /// - Parameters:
    ///   - metrics: where what is counted is registered.
    ///   - health: where the checks `server`, `store`, `ingest` and `retention` are registered, and `tls` and `access_log`
    ///     where there are such.
    ///   - onListening: told the port, once connections are taken. Requests are told that the server is starting.
    ///   - onReady: told the port, once every request is answered.
    package convenience init(
        configuration: ThreatAPIConfiguration, clock: any WallClock = SystemClock(),
        metrics: MetricsRegistry = MetricsRegistry(), health: HealthRegistry = HealthRegistry(), logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in },
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.init(
            configuration: configuration, clock: clock, metrics: metrics, health: health, logger: logger,
            makeStore: { try SQLiteStore(path: $0) }, onListening: onListening, onReady: onReady)
    }

    /// With another store than SQLite's.
    ///
    /// - Parameters:
    ///   - appealPages: how addresses are asked for the proof that somebody holds them.
    ///   - appealNames: the reverse DNS; the system's when `nil`.
    init(
        configuration: ThreatAPIConfiguration, clock: any WallClock, metrics: MetricsRegistry, health: HealthRegistry,
        logger: Logger, appealPages: any AppealPageFetcher = HTTPAppealPageFetcher(),
        appealNames: (any NameLookup)? = nil,
        makeStore: @escaping @Sendable (String) throws -> any Store,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in },
        onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.makeStore = makeStore
        self.appealPages = appealPages
        self.appealNames = appealNames
        tiers = TierTable(configuration.tiers)
        opening = Opening(onListening: onListening, onReady: onReady)
        state = ServerState(
            configuration: configuration, clock: clock, metrics: ThreatAPIMetrics(registry: metrics), health: health)
    }

    /// Takes up those settings that may change while the server runs: the tiers. What a key may use counts anew within a
    /// second; a key whose tier is gone is told so, and works again when the tier is back.
    package func reload(_ configuration: ThreatAPIConfiguration) {
        if tiers.replace(with: configuration.tiers) {
            logger.info("tiers were replaced", metadata: ["tiers": "\(configuration.tiers.map(\.id))"])
        }
    }

    /// - Throws: ``ThreatAPIError``, ``StoreError``
    package func run() async throws {
        _ = state.health.check("server", .starting, "the server is starting")
        let certificates = try configuration.tls.map { files throws(ThreatAPIError) in
            try CertificateKeeper(
                files: files, clock: state.clock, health: state.health.check("tls"),
                metrics: state.metrics.certificates, logger: logger)
        }
        let folder = try DataFolder(configuration.dataFolder)
        let store = try makeStore(configuration.storeFile)
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await serve(store, threads, certificates))
        } catch {
            outcome = .failure(error)
        }
        state.health.check("server").set(.failing, "the server has stopped")
        try? await threads.shutdownGracefully()
        await store.close()
        // The folder is let go when everything about it has ended.
        withExtendedLifetime(folder) {}
        try outcome.get()
    }

    /// The parts stop in the reverse of their order: first the connections, then what they rest on.
    private func serve(
        _ store: any Store, _ threads: NIOThreadPool, _ certificates: CertificateKeeper?
    ) async throws {
        var services: [any Service] = [
            CoreService(
                configuration: configuration, state: state, store: store, tiers: tiers, threads: threads,
                opening: opening, appealPages: appealPages, appealNames: appealNames, logger: logger)
        ]
        if let log = state.accessLog, let place = configuration.accessLog {
            services.append(
                AccessLogWriter(log: log, place: place, health: state.health.check("access_log"), logger: logger))
        }
        if let certificates { services.append(certificates) }
        services += Listener.all(configuration, certificates).map { listener in
            HTTPService(
                listener: listener, configuration: configuration, state: state, opening: opening, logger: logger)
        }
        services.append(
            Drain(
                delay: configuration.drainDelay, keeper: state.doorkeeper, health: state.health.check("server"),
                logger: logger))
        var group = ServiceGroupConfiguration(services: services, logger: logger)
        group.maximumGracefulShutdownDuration = configuration.drainDelay + configuration.shutdownLimit
        try await ServiceGroup(configuration: group).run()
    }
}
