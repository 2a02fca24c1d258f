import Observability

/// Counts what is asked of the DNS list.
struct DNSBLMetrics: Sendable {
    static let queryCount: Metric<Counter> = .counter(
        "dnsbl_queries_total", labels: "transport", "outcome",
        help: "Packets to the DNS list by what became of them: listed, unlisted, about the zone, refused, malformed, "
            + "ignored, hurried to TCP, dropped.")
    static let truncatedCount: Metric<Counter> = .counter(
        "dnsbl_truncated_total", help: "Answers that were too long for a datagram.")
    static let connectionCount: Metric<Gauge> = .gauge(
        "dnsbl_connections_open", help: "TCP connections to the DNS list.")
    static let refusedCount: Metric<Counter> = .counter(
        "dnsbl_connections_refused_total", help: "TCP connections to the DNS list closed because there were too many.")

    static let catalogue: [MetricDescription] = [
        queryCount.description, truncatedCount.description, connectionCount.description, refusedCount.description,
    ]

    let truncated: Counter
    let connections: Gauge
    let refusedConnections: Counter
    /// By raw value of the outcome.
    private let datagrams: [Counter]
    private let streams: [Counter]

    init(registry: MetricsRegistry) {
        truncated = registry.instrument(Self.truncatedCount)
        connections = registry.instrument(Self.connectionCount)
        refusedConnections = registry.instrument(Self.refusedCount)
        datagrams = DNSBLOutcome.allCases.map { registry.instrument(Self.queryCount, "udp", $0.name) }
        streams = DNSBLOutcome.allCases.map { registry.instrument(Self.queryCount, "tcp", $0.name) }
    }

    func note(_ answer: DNSBLResponder.Answer) { streams[answer.outcome.rawValue].increment() }

    /// Adds what was counted of datagrams, and begins to count anew.
    func note(_ tally: inout DNSBLTally) {
        for index in datagrams.indices where tally.outcomes[index] > 0 {
            datagrams[index].increment(by: tally.outcomes[index])
            tally.outcomes[index] = 0
        }
        truncated.increment(by: tally.truncated)
        tally.truncated = 0
    }
}

/// What became of some datagrams, counted by the one thread that answers them.
struct DNSBLTally {
    fileprivate(set) var outcomes = [Int](repeating: 0, count: DNSBLOutcome.allCases.count)
    fileprivate(set) var truncated = 0

    mutating func note(_ outcome: DNSBLOutcome) { outcomes[outcome.rawValue] += 1 }

    mutating func note(_ answer: DNSBLResponder.Answer) {
        note(answer.outcome)
        if answer.isTruncated, answer.outcome != .hurried { truncated += 1 }
    }
}
