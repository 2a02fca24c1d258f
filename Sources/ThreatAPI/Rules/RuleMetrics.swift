import Observability

/// Counts what becomes of files of rules.
struct RuleMetrics: Sendable {
    static let behaviourCount: Metric<Gauge> = .gauge("api_behaviours", help: "Behaviours that are looked for.")
    static let primitiveCount: Metric<Gauge> = .gauge("api_primitives", help: "Primitives that are looked for.")
    static let reloadCount: Metric<Counter> = .counter(
        "api_rules_read_total", labels: "result", help: "Readings of the operator's rules, taken up or refused.")

    static let catalogue: [MetricDescription] = [
        behaviourCount.description, primitiveCount.description, reloadCount.description,
    ]

    let behaviours: Gauge
    let primitives: Gauge
    let taken: Counter
    let refused: Counter

    init(registry: MetricsRegistry) {
        behaviours = registry.instrument(Self.behaviourCount)
        primitives = registry.instrument(Self.primitiveCount)
        taken = registry.instrument(Self.reloadCount, "taken")
        refused = registry.instrument(Self.reloadCount, "refused")
    }
}
