package import Observability
import ThreatModel

/// What a sensor counts. Declared here and nowhere else.
package enum SensorMetric {
    static let sessions: Metric<Counter> = .counter(
        "sensor_sessions_total", labels: "protocol", help: "Visits that were let in.")
    static let openSessions: Metric<Gauge> = .gauge(
        "sensor_sessions_open", labels: "protocol", help: "Visits under way.")
    static let refused: Metric<Counter> = .counter(
        "sensor_connections_refused_total", labels: "reason", help: "Connections closed at once because of a limit.")
    static let events: Metric<Counter> = .counter(
        "sensor_events_total", labels: "protocol", "kind", help: "Events recorded.")
    static let droppedEvents: Metric<Counter> = .counter(
        "sensor_events_dropped_total", labels: "reason", help: "Events that were not recorded or not delivered.")
    static let receivedBytes: Metric<Counter> = .counter(
        "sensor_received_bytes_total", labels: "protocol", help: "Bytes received from visitors.")
    static let sentBytes: Metric<Counter> = .counter(
        "sensor_sent_bytes_total", labels: "protocol", help: "Bytes sent to visitors.")
    static let spoolBytes: Metric<Gauge> = .gauge("sensor_spool_bytes", help: "Bytes of the spool's files.")
    static let spoolEvents: Metric<Gauge> = .gauge(
        "sensor_spool_events", help: "Events that the server has not acknowledged yet.")
    static let spoolFailures: Metric<Counter> = .counter(
        "sensor_spool_failures_total", help: "Attempts to write to the spool that failed.")
    static let batches: Metric<Counter> = .counter(
        "sensor_delivery_batches_total", labels: "result", help: "Batches sent to the server, by what became of them.")
    static let deliveredEvents: Metric<Counter> = .counter(
        "sensor_delivery_events_total", help: "Events that the server acknowledged.")
    static let deliverySeconds: Metric<Histogram> = .histogram(
        "sensor_delivery_duration_seconds", help: "Time from sending a batch to its answer.")
    static let lastDelivery: Metric<Gauge> = .gauge(
        "sensor_delivery_last_success_timestamp_seconds",
        help: "When the server last acknowledged a batch, in seconds since the epoch.")
    static let quarantineBytes: Metric<Gauge> = .gauge(
        "sensor_quarantine_bytes", help: "Bytes of the files that visitors left.")
    static let quarantineFiles: Metric<Counter> = .counter(
        "sensor_quarantine_files_total", labels: "result", help: "Files that visitors left, by what became of them.")
    static let blobs: Metric<Counter> = .counter(
        "sensor_blobs_total", labels: "result",
        help: "Attempts to send a file that a visitor left to the server, by what became of them.")
    static let unsentBlobs: Metric<Gauge> = .gauge(
        "sensor_blobs_unsent", help: "Files that visitors left and that the server does not have yet.")

    package static let catalogue: [MetricDescription] = [
        sessions.description, openSessions.description, refused.description, events.description,
        droppedEvents.description, receivedBytes.description, sentBytes.description, spoolBytes.description,
        spoolEvents.description, spoolFailures.description, batches.description, deliveredEvents.description,
        deliverySeconds.description, lastDelivery.description, quarantineBytes.description,
        quarantineFiles.description, blobs.description, unsentBlobs.description,
    ]
}
