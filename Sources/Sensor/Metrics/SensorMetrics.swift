import Observability
import ThreatModel

/// The sensor's instruments, asked for once at the start.
struct SensorMetrics: Sendable {
    let dropped: [DropReason: Counter]
    let refused: [Refusal: Counter]
    let batches: [DeliveryResult: Counter]
    let spoolBytes: Gauge
    let spoolEvents: Gauge
    let spoolFailures: Counter
    let deliveredEvents: Counter
    let deliverySeconds: Histogram
    let lastDelivery: Gauge
    let quarantineBytes: Gauge
    let quarantineFiles: [QuarantineResult: Counter]
    let blobs: [BlobResult: Counter]
    let unsentBlobs: Gauge
    private let registry: MetricsRegistry

    init(_ registry: MetricsRegistry) {
        func counters<Label: CaseIterable & RawRepresentable & Hashable>(
            _ metric: Metric<Counter>, _ labels: Label.Type
        ) -> [Label: Counter] where Label.RawValue == String {
            Dictionary(uniqueKeysWithValues: Label.allCases.map { ($0, registry.instrument(metric, $0.rawValue)) })
        }
        self.registry = registry
        dropped = counters(SensorMetric.droppedEvents, DropReason.self)
        refused = counters(SensorMetric.refused, Refusal.self)
        batches = counters(SensorMetric.batches, DeliveryResult.self)
        quarantineFiles = counters(SensorMetric.quarantineFiles, QuarantineResult.self)
        blobs = counters(SensorMetric.blobs, BlobResult.self)
        unsentBlobs = registry.instrument(SensorMetric.unsentBlobs)
        spoolBytes = registry.instrument(SensorMetric.spoolBytes)
        spoolEvents = registry.instrument(SensorMetric.spoolEvents)
        spoolFailures = registry.instrument(SensorMetric.spoolFailures)
        deliveredEvents = registry.instrument(SensorMetric.deliveredEvents)
        deliverySeconds = registry.instrument(SensorMetric.deliverySeconds)
        lastDelivery = registry.instrument(SensorMetric.lastDelivery)
        quarantineBytes = registry.instrument(SensorMetric.quarantineBytes)
    }

    func visits(_ attackProtocol: AttackProtocol) -> VisitMetrics { VisitMetrics(attackProtocol, registry) }
}
