import Observability

/// Counts connections and what becomes of them, and requests without a valid key.
struct ConnectionMetrics: Sendable {
    /// Why a connection is closed before its first request: a label of `api_connections_refused_total`.
    enum Refusal: String, CaseIterable, Sendable {
        /// Its address has as many as it may.
        case address
        /// It does not begin with the PROXY header that it must begin with.
        case proxyHeader = "proxy_header"
        case handshake
    }

    /// Which time ran out on a connection that is closed: a label of `api_connections_cut_total`.
    enum Cut: String, CaseIterable, Sendable {
        /// A head or body came too slowly, or what comes before the first request did.
        case receiving
        /// What was sent was not taken.
        case sending
        case idle
    }

    static let open: Metric<Gauge> = .gauge("api_connections_open", help: "Connections.")
    static let refusedCount: Metric<Counter> = .counter(
        "api_connections_refused_total", labels: "reason",
        help: "Connections closed before their first request: too many of one address, no PROXY header, no handshake.")
    static let cutCount: Metric<Counter> = .counter(
        "api_connections_cut_total", labels: "reason", help: "Connections closed because a time ran out.")
    static let keyFailures: Metric<Counter> = .counter(
        "api_key_failures_total", help: "Requests with a key that is unknown, disabled or expired.")
    static let throttled: Metric<Counter> = .counter(
        "api_requests_throttled_total",
        help: "Requests without a valid key refused because their address sent too many.")

    static let catalogue: [MetricDescription] = [
        open.description, refusedCount.description, cutCount.description, keyFailures.description,
        throttled.description,
    ]

    let connections: Gauge
    let failedKeys: Counter
    let throttledRequests: Counter
    private let refusals: [Refusal: Counter]
    private let cuts: [Cut: Counter]

    init(registry: MetricsRegistry) {
        connections = registry.instrument(Self.open)
        failedKeys = registry.instrument(Self.keyFailures)
        throttledRequests = registry.instrument(Self.throttled)
        refusals = Dictionary(
            uniqueKeysWithValues: Refusal.allCases.map {
                ($0, registry.instrument(Self.refusedCount, $0.rawValue))
            })
        cuts = Dictionary(
            uniqueKeysWithValues: Cut.allCases.map { ($0, registry.instrument(Self.cutCount, $0.rawValue)) })
    }

    func refused(_ reason: Refusal) { refusals[reason]?.increment() }

    func cut(_ reason: Cut) { cuts[reason]?.increment() }
}
