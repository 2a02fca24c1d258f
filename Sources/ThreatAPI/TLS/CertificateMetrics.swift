import Observability

/// Counts what becomes of certificates.
struct CertificateMetrics: Sendable {
    static let endTime: Metric<Gauge> = .gauge(
        "api_tls_certificate_end_time_seconds",
        help: "When the certificate in use ends, in seconds since 1970; 0 without TLS.")
    static let reloadCount: Metric<Counter> = .counter(
        "api_tls_certificates_read_total", labels: "result", help: "Changed certificates, taken up or refused.")

    static let catalogue: [MetricDescription] = [endTime.description, reloadCount.description]

    let end: Gauge
    let taken: Counter
    let refused: Counter

    init(registry: MetricsRegistry) {
        end = registry.instrument(Self.endTime)
        taken = registry.instrument(Self.reloadCount, "taken")
        refused = registry.instrument(Self.reloadCount, "refused")
    }
}
