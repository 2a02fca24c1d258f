import Honeypots
import IPNetworks
import ThreatModel

/// Turns what happens in a visit into the events of one session: identities, order, and limits.
struct SessionRecorder: Sendable {
    private let session: UUIDv7
    private let attackProtocol: AttackProtocol
    private let transport: Transport
    private let visitor: IPAddress
    private let visitorPort: UInt16
    private let localPort: UInt16
    private let maximumEvents: Int
    private let maximumBytes: Int
    private var nextSequence: UInt32 = 0
    /// Bytes of the fields of all events so far.
    private(set) var recordedBytes = 0
    private(set) var droppedEvents = 0

    init(
        session: UUIDv7, protocol: AttackProtocol, transport: Transport, context: HoneypotContext,
        maximumBytes: Int
    ) {
        self.session = session
        attackProtocol = `protocol`
        self.transport = transport
        visitor = context.visitor
        visitorPort = context.visitorPort
        localPort = context.localPort
        maximumEvents = context.limits.events
        self.maximumBytes = maximumBytes
    }

    /// The event, or `nil` when the session has had its share: then it is counted.
    mutating func event(_ kind: EventKind, _ fields: EventFields, at now: Timestamp) -> SessionEvent? {
        let bytes = fields.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard nextSequence < maximumEvents, recordedBytes + bytes <= maximumBytes else {
            droppedEvents += 1
            return nil
        }
        recordedBytes += bytes
        return make(kind, fields, at: now)
    }

    /// The last event of the session, which no limit keeps out.
    mutating func close(
        _ reason: EndReason, after duration: Duration, received: Int, sent: Int, at now: Timestamp
    ) -> SessionEvent {
        var fields: EventFields = [
            "duration_ms": String(max(0, Int64(duration / .milliseconds(1)))), "bytes_in": String(received),
            "bytes_out": String(sent), "reason": reason.rawValue,
        ]
        if droppedEvents > 0 { fields["events_dropped"] = String(droppedEvents) }
        return make(.close, fields, at: now)
    }

    private mutating func make(_ kind: EventKind, _ fields: EventFields, at now: Timestamp) -> SessionEvent {
        defer { nextSequence &+= 1 }
        return SessionEvent(
            id: UUIDv7(at: now, number: nextSequence, of: session), session: session, seq: nextSequence, at: now,
            protocol: attackProtocol, transport: transport, dstPort: localPort, src: visitor, srcPort: visitorPort,
            kind: kind, fields: fields)
    }
}
