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
    /// From the signal to the end, whatever clients do.
    static let shutdownLimit = Duration.seconds(5)

    private let configuration: ThreatAPIConfiguration
    private let logger: Logger
    private let state: ServerState
    private let makeStore: @Sendable (DataFolder) throws -> any Store
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - metrics: where what is counted is registered.
    ///   - health: where the checks `server`, `store` and `ingest` are registered.
    ///   - onListening: told the port, once connections are taken.
    package convenience init(
        configuration: ThreatAPIConfiguration, clock: any WallClock = SystemClock(),
        metrics: MetricsRegistry = MetricsRegistry(), health: HealthRegistry = HealthRegistry(), logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.init(
            configuration: configuration, clock: clock, metrics: metrics, health: health, logger: logger,
            makeStore: { try SQLiteStore(path: $0.storeFile) }, onListening: onListening)
    }

    /// With another store than SQLite's.
    init(
        configuration: ThreatAPIConfiguration, clock: any WallClock, metrics: MetricsRegistry, health: HealthRegistry,
        logger: Logger, makeStore: @escaping @Sendable (DataFolder) throws -> any Store,
        onListening: @escaping @Sendable (Int) async -> Void
    ) {
        self.configuration = configuration
        self.logger = logger
        self.makeStore = makeStore
        self.onListening = onListening
        state = ServerState(
            clock: clock, metrics: ThreatAPIMetrics(registry: metrics), health: health,
            metricsAreOpen: configuration.metricsAreOpen)
    }

    /// - Throws: ``ThreatAPIError``, ``StoreError``
    package func run() async throws {
        _ = state.health.check("server", .starting, "the server is starting")
        let folder = try DataFolder(configuration.dataFolder)
        let store = try makeStore(folder)
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await serve(store, threads))
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
    private func serve(_ store: any Store, _ threads: NIOThreadPool) async throws {
        let core = CoreService(
            configuration: configuration, state: state, store: store, threads: threads, logger: logger)
        let http = HTTPService(
            configuration: configuration, state: state, logger: logger, onListening: onListening)
        var group = ServiceGroupConfiguration(services: [core, http], logger: logger)
        group.maximumGracefulShutdownDuration = Self.shutdownLimit
        try await ServiceGroup(configuration: group).run()
    }
}
