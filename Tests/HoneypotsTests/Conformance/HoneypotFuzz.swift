import Honeypots
import IPNetworks
import ThreatModel

/// Drives a service with bytes nobody would send. Whatever they are, it must not trap, must keep its budgets and must
/// fall silent once it has asked to close.
enum HoneypotFuzz {
    /// What a service did wrong.
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    /// Limits small enough for a short input to reach them.
    static let tightLimits: HoneypotLimits = {
        var limits = HoneypotLimits()
        limits.fieldBytes = 512
        limits.pendingBytes = 1024
        limits.bodyBytes = 2048
        limits.outputBytes = 16 * 1024
        limits.events = 50
        return limits
    }()

    /// Fields of an event: each may be as long as the limit, or a third longer where it stands as base64, and there are
    /// never many.
    private static let mostFields = 24

    /// One visit with these bytes: the first two choose persona, limits and how the rest is delivered. This is the
    /// entry point for fuzzers.
    static func exercise(_ type: any Honeypot.Type, input: [UInt8]) throws(Fault) {
        let settings = input.first ?? 0
        let cut = input.dropFirst().first ?? 0
        try visit(
            type, bytes: Array(input.dropFirst(2)), personaSeed: UInt64(settings & 0x07),
            limits: settings & 0x80 == 0 ? HoneypotLimits() : tightLimits, pieceLength: Int(cut))
    }

    /// `pieceLength` 0 delivers everything at once.
    static func visit(
        _ type: any Honeypot.Type, bytes: [UInt8], personaSeed: UInt64, limits: HoneypotLimits, pieceLength: Int
    ) throws(Fault) {
        var settings = ReplaySettings()
        settings.personaSeed = personaSeed
        settings.limits = limits
        var visit = ReplayVisit(type, settings.context(for: type, persona: personas[Int(personaSeed % 8)]))
        var rest = bytes[...]
        var events = 0
        while !rest.isEmpty, !visit.isOver {
            let piece = rest.prefix(pieceLength == 0 ? rest.count : pieceLength)
            visit.send(Array(piece))
            rest = rest.dropFirst(piece.count)
            visit.wait(.milliseconds(7))
            events += try check(visit.take().events, limits)
        }
        visit.disconnect()
        events += try check(visit.take().events, limits)
        if visit.actedAfterClose { throw Fault(description: "\(type) acted after it had asked to close") }
        if visit.bytesSent > limits.outputBytes {
            throw Fault(description: "\(type) sent \(visit.bytesSent) bytes, \(limits.outputBytes) are allowed")
        }
        // Past the limit the sensor only counts, but no input may make events out of nothing.
        if events > bytes.count + 16 { throw Fault(description: "\(type) recorded \(events) events") }
    }

    /// One visit a byte at a time; behind every byte a copy of the machine is told that the visitor has left.
    static func leaveAnywhere(_ type: any Honeypot.Type, bytes: [UInt8]) throws(Fault) {
        let settings = ReplaySettings()
        var visit = ReplayVisit(type, settings.context(for: type, persona: personas[1]))
        for byte in bytes where !visit.isOver {
            visit.send([byte])
            _ = try check(visit.take().events, settings.limits)
            var leaving = visit
            leaving.disconnect()
            _ = try check(leaving.take().events, settings.limits)
            if leaving.actedAfterClose { throw Fault(description: "\(type) spoke to a visitor who had left") }
        }
    }

    private static let personas = (0..<8).map { Persona(seed: $0) }

    /// What was recorded keeps the limits; how many events it is.
    static func check(_ events: [ObservedEvent], _ limits: HoneypotLimits) throws(Fault) -> Int {
        for event in events {
            guard event.fields.values.count <= mostFields else { throw Fault(description: "too many fields: \(event)") }
            for (name, value) in event.fields.values {
                let most = name.hasSuffix("_b64") ? (limits.fieldBytes + 2) / 3 * 4 : limits.fieldBytes
                guard value.utf8.count <= most else {
                    throw Fault(description: "\(event.kind) \(name) has \(value.utf8.count) bytes")
                }
            }
            if let content = event.content, content.count > limits.bodyBytes {
                throw Fault(description: "a file of \(content.count) bytes was kept")
            }
        }
        return events.count
    }
}
