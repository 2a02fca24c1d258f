import Observability

/// Counts how hunts go.
struct HuntMetrics: Sendable {
    static let sessionCount: Metric<Counter> = .counter(
        "api_hunt_sessions_total", help: "Stored sessions looked at because rules were added or changed.")
    static let sightingCount: Metric<Counter> = .counter(
        "api_hunt_sightings_total", help: "Behaviours found in stored sessions.")
    static let leftCount: Metric<Gauge> = .gauge(
        "api_hunt_sessions_left", help: "Stored sessions that the hunt under way has still to look at; 0 without one.")
    static let scanDuration: Metric<Histogram> = .histogram(
        "api_hunt_step_duration_seconds", help: "Time of one look at stored sessions.")

    static let catalogue: [MetricDescription] = [
        sessionCount.description, sightingCount.description, leftCount.description, scanDuration.description,
    ]

    let sessions: Counter
    let sightings: Counter
    let left: Gauge
    let scanSeconds: Histogram

    init(registry: MetricsRegistry) {
        sessions = registry.instrument(Self.sessionCount)
        sightings = registry.instrument(Self.sightingCount)
        left = registry.instrument(Self.leftCount)
        scanSeconds = registry.instrument(Self.scanDuration)
    }
}
