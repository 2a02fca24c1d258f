import Blocklists
package import Guard
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import Observability
import ServiceLifecycle
package import ThreatModel

/// The guard's pages and API on its port, and what monitoring asks for.
///
/// A guard whose port is taken protects all the same, says so, and tries again.
package struct DashboardService: Service {
    private let options: DashboardOptions
    private let service: GuardService
    /// Which paths there are.
    let router: DashboardRouter
    private let office: ChangeOffice
    private let connections: ConnectionTimes
    private let lookups: Lookups
    private let doorkeeper: Doorkeeper
    private let live: LiveFeed
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void
    private let announce: @Sendable (String) -> Void

    /// Until another attempt to open the port.
    static let retryInterval = Duration.seconds(10)
    /// A connection on which nothing is asked is closed.
    static let idleTime = 30
    /// Connections at once: more than there are pages that follow, fewer than files that a process may open. Others wait.
    static let mostConnections = 2 * LiveFeed.mostReaders

    /// - Parameters:
    ///   - service: the guard that is shown and told.
    ///   - wallClock: what is shown as the time.
    ///   - elapsed: measures how long a change waits and how old a connection is; nobody sets it.
    ///   - announce: shows a line, with a secret in it, to whoever started the program and to nobody else.
    ///   - onListening: told the port.
    package init(
        _ options: DashboardOptions, of service: GuardService, metrics: MetricsRegistry, health: HealthRegistry,
        clock: any Clock<Duration> = ContinuousClock(), wallClock: any WallClock = SystemClock(),
        elapsed: any WallClock = ElapsedTime(), logger: Logger,
        announce: @escaping @Sendable (String) -> Void = { StandardErrorOutput().write(Array(($0 + "\n").utf8)) },
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.options = options
        self.service = service
        self.clock = clock
        self.logger = logger
        self.onListening = onListening
        self.announce = announce
        // What can change at run time holds as soon as it is read again.
        let current: @Sendable () async -> DashboardOptions = {
            await service.orders?.configuration.dashboard ?? options
        }
        lookups = Lookups(service, logger: logger)
        live = LiveFeed(clock: wallClock)
        // From before the guard is at work, so that it misses nothing.
        service.blocks.add(live)
        let guarded: @Sendable () throws(DashboardProblem) -> GuardAtWork = {
            [lookups, live] () throws(DashboardProblem) in
            try GuardAtWork(service, lookups, live)
        }
        connections = ConnectionTimes(elapsed)
        let recorder = ChangeRecorder(record: service.changes, clock: wallClock, logger: logger)
        office = ChangeOffice(
            clock: clock, wallClock: wallClock, elapsed: elapsed, recorder: recorder, logger: logger, atWork: guarded)
        doorkeeper = Doorkeeper(
            PasswordFile(folder: service.dataFolder), options: current, record: service.changes, clock: wallClock,
            logger: logger)
        router = DashboardRouter(
            service: service, metrics: metrics, health: health, guarded: guarded, live: live, clock: wallClock,
            office: office, connections: connections, doorkeeper: doorkeeper, options: current,
            isSecure: options.isSecure)
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            if !options.isSecure, !options.address.isLoopback {
                logger.warning(
                    """
                    The dashboard answers on \(options.address) without TLS: passwords can be read on the way. Set \
                    'dashboard.tls.certificate' and 'dashboard.tls.key', or use it through a tunnel
                    """)
            }
            defer { service.door.open(nil) }
            await withDiscardingTaskGroup { group in
                group.addTask { await office.run() }
                group.addTask { await live.run(clock: clock) }
                group.addTask { await serveAgain() }
            }
        }
    }

    private func serveAgain() async {
        var isComplaining = false
        while !Task.isCancelled {
            do {
                try await serve()
            } catch {
                if !isComplaining, !Task.isCancelled {
                    logger.warning("HTTP cannot be answered on \(options.address) port \(options.port): \(error)")
                }
                isComplaining = true
            }
            try? await clock.sleep(for: Self.retryInterval)
        }
    }

    /// The port is open.
    private func begin(on port: Int) async {
        let place = DashboardPlace(address: options.address, port: port, isSecure: options.isSecure)
        service.door.open { [doorkeeper, router] () throws(ControlError) in
            guard await doorkeeper.origin(of: .administrator) != .settings else {
                throw ControlError(
                    .wrong, "the password is in the settings ('\(Role.administrator.setting)'): change it there")
            }
            let end = router.clock.now.advanced(by: SetupInvitation.lifetime)
            return ControlReceipt(place.invitation(await doorkeeper.invite(), until: end, on: MachineName.current))
        }
        if await !doorkeeper.isSetUp {
            let link = place.setup(await doorkeeper.invite())
            // Not by the log, which makes secrets unreadable.
            announce("Set a password for the dashboard, within an hour: \(link)")
            announce(place.fromElsewhere(MachineName.current))
        }
        onListening(port)
    }

    private func serve() async throws {
        var silent = logger
        // What it says of connections that end with the guard is no news.
        silent.logLevel = .critical
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionStamp(connections)],
                idleTimeout: .seconds(Int64(Self.idleTime))))
        let certificate = try makeCertificate()
        var application = Application(
            router: router.router(),
            server: try certificate.map { try .tls(plain, tlsConfiguration: $0.configuration) } ?? plain,
            configuration: ApplicationConfiguration(
                address: .hostname("\(options.address)", port: options.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { await begin(on: port) }
            }, logger: silent)
        application.addServices(lookups.places)
        let served = application
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let certificate { group.addTask { await certificate.run(clock) } }
            group.addTask { try await served.run() }
            // The certificate is looked at for as long as the port is open.
            try await group.next()
            group.cancelAll()
        }
    }

    /// `nil` where the port speaks HTTP without TLS.
    private func makeCertificate() throws(BlocklistError) -> CertificateKeeper? {
        guard let certificate = options.certificateFile, let key = options.keyFile else { return nil }
        return try CertificateKeeper(certificateFile: certificate, keyFile: key, logger: logger)
    }
}
