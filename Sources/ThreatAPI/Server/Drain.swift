import Logging
import Observability
import ServiceLifecycle

/// The last part to start and the first to stop: says that the server is about to stop, and holds the stop back until
/// whoever sends requests here can have heard of it.
struct Drain: Service {
    let delay: Duration
    let keeper: Doorkeeper
    let health: HealthCheck
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        keeper.drain()
        // Not ready: balancers look elsewhere. Answers go on, each asking its client for a new connection.
        health.set(.failing, "the server is stopping: it answers what still comes and takes no new work")
        logger.info("stopping", metadata: ["delay": "\(delay)"])
        if delay > .zero { try? await Task.sleep(for: delay) }
    }
}
