import Observability
import Synchronization

/// Counts and times answers by route. Handles are made once for each status that occurs.
final class RequestMetrics: Sendable {
    private struct Route {
        var byStatus: [Int: Counter] = [:]
        var duration: Histogram
    }

    private let registry: MetricsRegistry
    // Held for two dictionary look-ups at the end of each request.
    private let routes = Mutex<[String: Route]>([:])

    init(registry: MetricsRegistry) { self.registry = registry }

    func note(_ route: String, status: Int, duration: Duration) {
        let (counter, histogram) = routes.withLock { routes in
            let known = routes[route]
            if let known, let counter = known.byStatus[status] { return (counter, known.duration) }
            var entry = known ?? Route(duration: registry.instrument(ThreatAPIMetrics.requestDuration, route))
            let counter = registry.instrument(ThreatAPIMetrics.requestCount, route, String(status))
            entry.byStatus[status] = counter
            routes[route] = entry
            return (counter, entry.duration)
        }
        counter.increment()
        histogram.observe(duration)
    }

    func noteQuotaDenied(tier: String) { registry.instrument(ThreatAPIMetrics.quotaDenied, tier).increment() }
}
