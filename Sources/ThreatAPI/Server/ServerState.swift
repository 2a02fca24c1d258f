import Observability
import Synchronization
import ThreatModel

/// What every door into the server shares, from before the store is read until after the last answer.
final class ServerState: Sendable {
    let clock: any WallClock
    let metrics: ThreatAPIMetrics
    let health: HealthRegistry
    let requests: RequestMetrics
    let requestIDs = RequestIDs()
    let bodyRoom = BodyRoom()
    let decisionPulls = DecisionPulls()
    let doorkeeper: Doorkeeper
    /// `nil`: none is kept.
    let accessLog: AccessLog?
    /// Whether `/metrics` is answered to other machines.
    let metricsAreOpen: Bool
    /// Whether webhooks may go anywhere, see ``AlertConfiguration``.
    let allowsPrivateWebhooks: Bool
    let takesAppeals: Bool
    /// See ``ThreatAPIConfiguration``.
    let publicBaseURL: String?
    let version: String
    // Written once, read by every request.
    private let running = Mutex<ServerCore?>(nil)

    init(
        configuration: ThreatAPIConfiguration, clock: any WallClock, metrics: ThreatAPIMetrics, health: HealthRegistry
    ) {
        self.clock = clock
        self.metrics = metrics
        self.health = health
        metricsAreOpen = configuration.metricsAreOpen
        allowsPrivateWebhooks = configuration.alerts.allowsPrivateWebhooks
        takesAppeals = configuration.takesAppeals
        publicBaseURL = configuration.publicBaseURL
        version = configuration.version
        requests = RequestMetrics(registry: metrics.registry)
        accessLog = configuration.accessLog == nil ? nil : AccessLog(dropped: metrics.droppedLines)
        doorkeeper = Doorkeeper(
            configuration, metrics: metrics.connections, requests: requests, accessLog: accessLog, clock: clock,
            requestIDs: requestIDs)
    }

    /// `nil` while the server starts.
    var core: ServerCore? { running.withLock { $0 } }

    func runningCore() throws(RequestError) -> ServerCore {
        guard let core else { throw .unavailable("the server is starting; try again in a moment") }
        return core
    }

    func start(_ core: ServerCore) { running.withLock { $0 = core } }
}
