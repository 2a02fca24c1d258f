package import Observability

/// Everything the server counts.
package struct ThreatAPIMetrics: Sendable {
    static let requestCount: Metric<Counter> = .counter(
        "api_requests_total", labels: "route", "status", help: "Requests answered.")
    static let requestDuration: Metric<Histogram> = .histogram(
        "api_request_duration_seconds", labels: "route",
        help: "Time from a request's head to the end of its answer; of a stream, to its first byte.")
    static let quotaDenied: Metric<Counter> = .counter(
        "api_quota_denied_total", labels: "tier", help: "Requests refused because a quota was used up.")
    static let ingestDuration: Metric<Histogram> = .histogram(
        "api_ingest_duration_seconds", help: "Time to commit and publish one group of reports and events.")
    static let ingestFailed: Metric<Counter> = .counter(
        "api_ingest_failed_total", help: "Reports and batches that could not be stored.")
    static let reportCount: Metric<Counter> = .counter("api_reports_total", help: "Reports stored.")
    static let eventCount: Metric<Counter> = .counter(
        "api_events_total", help: "Events of sensors acknowledged, repeated ones included.")
    static let addressCount: Metric<Gauge> = .gauge("api_addresses", help: "Addresses with a record.")
    static let streamCount: Metric<Gauge> = .gauge("api_streams_open", help: "Clients that follow a blacklist.")
    static let alertMatchCount: Metric<Counter> = .counter(
        "api_alert_matches_total", help: "Matches of alerts in what was taken in.")
    static let alertDeliveryCount: Metric<Counter> = .counter(
        "api_alert_deliveries_total", labels: "channel", "outcome",
        help: "Attempts to deliver a digest of alerts, by how they ended.")

    static let prunedCount: Metric<Counter> = .counter(
        "api_retention_deleted_total", help: "Events, reports, sessions and changes deleted because of their age.")
    static let pruneDuration: Metric<Histogram> = .histogram(
        "api_retention_step_duration_seconds",
        help: "Time of one step of deleting what is old: as long may a report or event wait for it.")

    package static let catalogue: [MetricDescription] =
        [
            requestCount.description, requestDuration.description, quotaDenied.description, ingestDuration.description,
            ingestFailed.description, reportCount.description, eventCount.description, addressCount.description,
            streamCount.description, alertMatchCount.description, alertDeliveryCount.description,
            prunedCount.description, pruneDuration.description,
            AccessLog.droppedCount.description,
        ] + ConnectionMetrics.catalogue + CertificateMetrics.catalogue + RuleMetrics.catalogue + HuntMetrics.catalogue
        + DNSBLMetrics.catalogue + BlobMetrics.catalogue

    let registry: MetricsRegistry
    let ingestSeconds: Histogram
    let ingestFailures: Counter
    let reports: Counter
    let events: Counter
    let addresses: Gauge
    let streams: Gauge
    let alertMatches: Counter
    let pruned: Counter
    let pruneSeconds: Histogram
    let droppedLines: Counter
    let connections: ConnectionMetrics
    let certificates: CertificateMetrics
    let rules: RuleMetrics
    let hunts: HuntMetrics
    let blobs: BlobMetrics

    init(registry: MetricsRegistry) {
        self.registry = registry
        ingestSeconds = registry.instrument(Self.ingestDuration)
        ingestFailures = registry.instrument(Self.ingestFailed)
        reports = registry.instrument(Self.reportCount)
        events = registry.instrument(Self.eventCount)
        addresses = registry.instrument(Self.addressCount)
        streams = registry.instrument(Self.streamCount)
        alertMatches = registry.instrument(Self.alertMatchCount)
        pruned = registry.instrument(Self.prunedCount)
        pruneSeconds = registry.instrument(Self.pruneDuration)
        droppedLines = registry.instrument(AccessLog.droppedCount)
        connections = ConnectionMetrics(registry: registry)
        certificates = CertificateMetrics(registry: registry)
        rules = RuleMetrics(registry: registry)
        hunts = HuntMetrics(registry: registry)
        blobs = BlobMetrics(registry: registry)
    }
}
