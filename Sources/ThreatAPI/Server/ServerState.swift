import Observability
import Synchronization
import ThreatModel

/// What every door into the server shares, from before the store is read until after the last answer.
final class ServerState: Sendable {
    let clock: any WallClock
    let metrics: ThreatAPIMetrics
    let health: HealthRegistry
    let requests: RequestMetrics
    let bodyRoom = BodyRoom()
    /// Whether `/metrics` is answered to other machines.
    let metricsAreOpen: Bool
    let streams: StreamConfiguration
    // Written once, read by every request.
    private let running = Mutex<ServerCore?>(nil)

    init(
        clock: any WallClock, metrics: ThreatAPIMetrics, health: HealthRegistry, metricsAreOpen: Bool,
        streams: StreamConfiguration = StreamConfiguration()
    ) {
        self.clock = clock
        self.metrics = metrics
        self.health = health
        self.metricsAreOpen = metricsAreOpen
        self.streams = streams
        requests = RequestMetrics(registry: metrics.registry)
    }

    /// `nil` while the server starts.
    var core: ServerCore? { running.withLock { $0 } }

    func runningCore() throws(RequestError) -> ServerCore {
        guard let core else { throw .unavailable("the server is starting; try again in a moment") }
        return core
    }

    func start(_ core: ServerCore) { running.withLock { $0 = core } }
}
