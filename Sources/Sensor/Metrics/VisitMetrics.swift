import Observability
import ThreatModel

/// The instruments of one protocol's visits.
struct VisitMetrics: Sendable {
    let sessions: Counter
    let open: Gauge
    let received: Counter
    let sent: Counter
    /// By the kind's raw value, so that counting an event is one index and one addition.
    private let events: [Counter]

    init(_ attackProtocol: AttackProtocol, _ registry: MetricsRegistry) {
        let name = attackProtocol.name
        sessions = registry.instrument(SensorMetric.sessions, name)
        open = registry.instrument(SensorMetric.openSessions, name)
        received = registry.instrument(SensorMetric.receivedBytes, name)
        sent = registry.instrument(SensorMetric.sentBytes, name)
        let highest = EventKind.allCases.map(\.rawValue).max() ?? 0
        events = (0...highest).map { value in
            registry.instrument(SensorMetric.events, name, EventKind(rawValue: value)?.name ?? "unknown")
        }
    }

    func recorded(_ kind: EventKind) { events[Int(kind.rawValue)].increment() }
}
