import APIClient
import Glibc
import Logging
import Observability
import ServiceLifecycle
import UnixSignals

/// What the long-running commands share: a log, metrics, health, connections, and an orderly end on Ctrl-C or SIGTERM.
struct ServiceRun: Sendable {
    /// From the signal to the end of the process, whatever is under way.
    static let shutdownLimit = Duration.seconds(5)

    let log: LogOutput
    let metrics = MetricsRegistry()
    let health = HealthRegistry()
    let connections = HTTPConnections()

    init(log: LogOutput) {
        self.log = log
        ProcessMetrics.register(in: metrics, version: Version.number)
        // A reader of our output that goes away must not end a process that protects somebody.
        signal(SIGPIPE, SIG_IGN)
        OpenFiles.raiseLimit()
    }

    /// Runs the services until one ends or a signal asks for the end. They stop in the reverse of their order, each after
    /// the next has stopped.
    ///
    /// - Parameter shutdownLimit: from the signal to the end of the process, whatever is under way.
    func callAsFunction(
        _ services: [any Service], shutdownLimit: Duration = ServiceRun.shutdownLimit
    ) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                // A role that ends takes the others down in order, rather than leaving half a system.
                .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            }, gracefulShutdownSignals: [.sigint, .sigterm], logger: log.logger("services", level: .error))
        configuration.maximumGracefulShutdownDuration = shutdownLimit
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await ServiceGroup(configuration: configuration).run())
        } catch {
            outcome = .failure(error)
        }
        await connections.shutdown()
        do {
            try outcome.get()
        } catch {
            throw CommandFailure(error)
        }
    }
}
