import Firewall

/// A backend that fails as often as a test wants.
actor FlakyBackend: FirewallBackend {
    private let inner = DryRunBackend()
    private var failures: [FirewallError] = []
    /// Changes that were asked for.
    private(set) var attempts = 0

    /// The next changes are answered so.
    func fail(_ errors: [FirewallError]) { failures = errors }

    func apply(_ plan: FirewallPlan) async throws(FirewallError) -> FirewallStanding {
        attempts += 1
        if !failures.isEmpty { throw failures.removeFirst() }
        return try await inner.apply(plan)
    }

    func probe() {}
    func survey() async throws(FirewallError) -> FirewallStanding { await inner.survey() }
    func read() async throws(FirewallError) -> FirewallReading { await inner.read() }
    func verify(_ plan: FirewallPlan) async throws(FirewallError) { try await inner.verify(plan) }
    func remove() async throws(FirewallError) { await inner.remove() }
    func watch() async throws(FirewallError) -> AsyncStream<FirewallIntrusion> { await inner.watch() }
    func traffic() async throws(FirewallError) -> FirewallTraffic { await inner.traffic() }
}
