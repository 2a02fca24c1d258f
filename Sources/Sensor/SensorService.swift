package import APIClient
package import Honeypots
package import Logging
import NIOCore
import NIOPosix
package import Observability
import ServiceLifecycle
import Synchronization
package import ThreatModel

/// A sensor: plays services, records what visitors do, and brings it to the server. Runs until it is told to stop.
package struct SensorService: Service {
    private let configuration: SensorConfiguration
    private let honeypots: [any Honeypot.Type]
    private let connections: HTTPConnections
    private let metrics: SensorMetrics
    private let health: HealthRegistry
    private let logger: Logger
    private let clock: any WallClock
    private let onListening: @Sendable ([BoundListener]) -> Void

    /// - Parameters:
    ///   - honeypots: the services that can be played.
    ///   - connections: shared with whatever else in the process speaks to servers; stays open.
    ///   - onListening: called once, when every port is open.
    package init(
        _ configuration: SensorConfiguration, honeypots: [any Honeypot.Type] = HoneypotRegistry.all,
        connections: HTTPConnections, metrics: MetricsRegistry, health: HealthRegistry, logger: Logger,
        clock: any WallClock = SystemClock(), onListening: @escaping @Sendable ([BoundListener]) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.honeypots = honeypots
        self.connections = connections
        self.metrics = SensorMetrics(metrics)
        self.health = health
        self.logger = logger
        self.clock = clock
        self.onListening = onListening
    }

    /// - Throws: ``SensorError`` when the sensor cannot start; nothing once it runs.
    package func run() async throws {
        let listening = health.check("listeners")
        let group = MultiThreadedEventLoopGroup.singleton
        let pool = NIOThreadPool(numberOfThreads: 2)
        pool.start()
        let workers = VisitWorkers()
        var folder: DataFolder?
        do {
            let parts = try Parts(self, group: group, pool: pool)
            folder = parts.folder
            let loops = try await Self.loopVisits(of: group)
            let environment = try environment(parts, workers, loops)
            try await prepare(environment.persona, on: pool)
            for loop in loops {
                try await Self.start(loop, environment) { pool.submit { _ in VisitMemory.giveBack() } }
            }
            let listeners = try await ListenerGroup.bind(
                configuration.listeners, honeypots: honeypots, environment: environment, group: group)
            for listener in listeners.listeners {
                logger.info("listening", metadata: ["service": "\(listener.service)", "place": "\(listener.place)"])
            }
            listening.set(.ok, "\(listeners.listeners.count) ports are open")
            onListening(listeners.listeners)
            await serve(parts, listeners, loops)
        } catch {
            listening.set(.failing, "\(error)")
            await workers.stop()
            try? await pool.shutdownGracefully()
            folder?.release()
            throw error
        }
        listening.set(.failing, "the sensor has been stopped")
        await workers.stop()
        try? await pool.shutdownGracefully()
        folder?.release()
    }

    /// What is made before the first port is opened.
    private struct Parts {
        let folder: DataFolder
        let personaSeed: UInt64
        let keeper: SpoolKeeper
        let delivery: Delivery
        let blobs: BlobDelivery

        init(_ service: SensorService, group: any EventLoopGroup, pool: NIOThreadPool) throws(SensorError) {
            let configuration = service.configuration
            let files = DiskFiles()
            folder = try DataFolder(configuration.folder, files: files)
            do throws(FileError) {
                if let seed = configuration.personaSeed {
                    personaSeed = seed
                } else {
                    personaSeed = try folder.personaSeed(files: files)
                }
                let spool = try Spool(
                    folder: folder.spool, limits: configuration.limits.spool, files: files, metrics: service.metrics)
                if spool.cutBytes > 0 {
                    service.logger.warning(
                        "the last stop interrupted writing; the unfinished end was cut off",
                        metadata: ["bytes": "\(spool.cutBytes)"])
                }
                let unsent = try UnsentFiles(
                    folder: folder.unsent, quarantine: folder.quarantine, files: files, metrics: service.metrics)
                let quarantine = try Quarantine(
                    folder: folder.quarantine, limits: configuration.limits.quarantine, files: files, unsent: unsent,
                    metrics: service.metrics)
                let client = APIClient(
                    server: configuration.server, credential: configuration.token, connections: service.connections)
                let (wake, blobWake) = (WakeSignal(), WakeSignal())
                keeper = SpoolKeeper(
                    spool: spool, quarantine: quarantine, quarantineLimits: configuration.limits.quarantine, pool: pool,
                    eventLoop: group.next(), metrics: service.metrics, health: service.health.check("spool"),
                    clock: service.clock, logger: service.logger, onWritten: { wake.wake() },
                    onKept: { blobWake.wake() })
                delivery = Delivery(
                    spool: spool, server: client,
                    rejected: try RejectedEvents(folder: folder.rejected, files: files), pool: pool, wake: wake,
                    metrics: service.metrics, health: service.health.check("delivery"), clock: service.clock,
                    sleeper: ContinuousClock(), logger: service.logger)
                blobs = BlobDelivery(
                    unsent: unsent, quarantine: folder.quarantine, files: files, server: client,
                    eventsWaiting: { spool.backlog }, pool: pool, wake: blobWake, metrics: service.metrics,
                    clock: service.clock, sleeper: ContinuousClock(), logger: service.logger)
            } catch {
                throw SensorError(error)
            }
        }
    }

    /// What the services take long to make is made before the first visitor is there.
    private func prepare(_ persona: Persona, on pool: NIOThreadPool) async throws {
        let services = Set(configuration.listeners.map(\.service))
        let played = honeypots.filter { services.contains($0.attackProtocol) }
        try await pool.runIfActive { for honeypot in played { honeypot.prepare(persona) } }
    }

    private func environment(
        _ parts: Parts, _ workers: VisitWorkers, _ loops: [NIOLoopBound<LoopVisits>]
    ) throws -> VisitEnvironment {
        var admission = configuration.limits.admission
        let reserve = FileDescriptorLimit.reserve + loops.count * LoopVisits.mostTurnedAway
        let available = FileDescriptorLimit.raise(to: admission.connections + reserve)
        if available < admission.connections + reserve {
            admission.connections = max(1, available - reserve)
            logger.warning(
                "the system permits fewer open files than the sensor has places; raise the limit (ulimit -n)",
                metadata: ["limit": "\(available)", "places": "\(admission.connections)"])
        }
        return VisitEnvironment(
            persona: Persona(seed: parts.personaSeed, ssh: configuration.sshMachine), logins: configuration.logins,
            honeypotLimits: configuration.honeypotLimits,
            limits: configuration.limits.visits, admission: admission, unrecorded: configuration.ownNetworks,
            sink: parts.keeper, clock: clock, metrics: metrics, workers: workers, loops: loops)
    }

    private func serve(_ parts: Parts, _ listeners: ListenerGroup, _ loops: [NIOLoopBound<LoopVisits>]) async {
        let finishing = WakeFlag()
        await withTaskGroup(of: Void.self) { group in
            // Ends only when it is told to: what is left is sent after the next start.
            group.addTask { await parts.blobs.run() }
            group.addTask { await parts.delivery.run(isFinishing: { finishing.isSet }) }
            // Ends with an error when the task is cancelled, which asks for the same.
            try? await gracefulShutdown()
            logger.info("stopping")
            await listeners.close()
            for loop in loops { try? await loop.eventLoop.submit { loop.value.stop() }.get() }
            await parts.keeper.stop()
            finishing.set()
            parts.delivery.wake.wake()
            group.addTask { try? await Task.sleep(for: configuration.limits.farewell) }
            await group.next()
            group.cancelAll()
        }
    }

    private static func loopVisits(of group: any EventLoopGroup) async throws -> [NIOLoopBound<LoopVisits>] {
        var loops: [NIOLoopBound<LoopVisits>] = []
        for loop in group.makeIterator() {
            loops.append(try await loop.submit { NIOLoopBound(LoopVisits(), eventLoop: loop) }.get())
        }
        return loops
    }

    private static func start(
        _ loop: NIOLoopBound<LoopVisits>, _ environment: VisitEnvironment, crowdHasGone: @escaping @Sendable () -> Void
    ) async throws {
        try await loop.eventLoop.submit {
            loop.value.start(
                on: loop.eventLoop, isCrowded: { environment.isCrowded }, crowdHasGone: crowdHasGone)
        }.get()
    }
}

/// Set once, read by another task.
private final class WakeFlag: Sendable {
    private let flag = Atomic<Bool>(false)
    var isSet: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}
