import Honeypots
import ThreatModel

/// A machine and everything it has asked for: performs actions as the sensor does, without a socket and without waiting.
struct ReplayVisit {
    enum WireItem: Hashable, Sendable {
        case bytes([UInt8])
        case pause(Duration)
        case closed
    }

    private var machine: any Honeypot
    private(set) var now: Timestamp
    /// What the client got, neighbouring bytes joined.
    private(set) var wire: [WireItem] = []
    private(set) var events: [ObservedEvent] = []
    /// The machine has asked to close.
    private(set) var isClosed = false
    /// The machine knows that the visit is over.
    private(set) var isOver = false
    /// The machine asked for a send, a pause or a close after it had asked to close.
    private(set) var actedAfterClose = false
    private(set) var bytesSent = 0

    init(_ type: any Honeypot.Type, _ context: HoneypotContext, at start: Timestamp = Self.start) {
        machine = type.init(context: context)
        now = start
        perform { machine, now, output in machine.connected(at: now, &output) }
    }

    /// 2026-03-14T09:26:53Z, a Saturday.
    static let start = Timestamp(milliseconds: 1_773_480_413_000)

    /// What was observed since the last call.
    mutating func take() -> (wire: [WireItem], events: [ObservedEvent]) {
        defer { (wire, events) = ([], []) }
        return (wire, events)
    }

    mutating func send(_ bytes: [UInt8]) {
        guard !isOver else { return }
        perform { machine, now, output in machine.received(bytes[...], at: now, &output) }
    }

    mutating func wait(_ duration: Duration) { now = now.advanced(by: duration) }

    mutating func disconnect() {
        guard !isOver else { return }
        isOver = true
        perform { machine, now, output in machine.disconnected(at: now, &output) }
    }

    private mutating func perform(_ body: (inout any Honeypot, Timestamp, inout HoneypotOutput) -> Void) {
        var output = HoneypotOutput()
        body(&machine, now, &output)
        for action in output.take() {
            switch action {
            case .send(let bytes):
                guard note() else { continue }
                bytesSent += bytes.count
                if case .bytes(let before) = wire.last {
                    wire[wire.count - 1] = .bytes(before + bytes)
                } else {
                    wire.append(.bytes(bytes))
                }
            case .record(let kind, let fields):
                events.append(ObservedEvent(kind: kind, fields: fields))
            case .keep(let bytes, var fields):
                fields["size"] = String(bytes.count)
                events.append(ObservedEvent(kind: .file, fields: fields, content: bytes))
            case .pause(let duration):
                guard note() else { continue }
                wire.append(.pause(duration))
                now = now.advanced(by: duration)
            // Not asked for without a limit to what one call may cost.
            case .work: break
            case .resume: perform { machine, now, output in machine.resume(at: now, &output) }
            case .close:
                guard note() else { continue }
                wire.append(.closed)
                isClosed = true
            }
        }
        if isClosed { disconnect() }
    }

    /// False, and remembered, when nothing may reach the client any more.
    private mutating func note() -> Bool {
        if isClosed || isOver { actedAfterClose = true }
        return !isClosed && !isOver
    }
}
