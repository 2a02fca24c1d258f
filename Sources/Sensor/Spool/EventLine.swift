import IPNetworks
import Observability
import ThreatModel

/// An event as one line of JSON, the form in which it is spooled and sent: written by hand, because it is written for
/// every event, in the thread that serves the visitor.
enum EventLine {
    /// The server takes lines of up to 256 KiB; a little is left for its own marks.
    static let maximumBytes = 250 * 1024
    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// The line without its line feed. Names and forms are those of ``ThreatModel/SessionEvent``'s coding; fields come in
    /// the order of their names, which compresses better. An event too large is sent with its longest fields cut and
    /// `truncated` set.
    static func encode(_ event: SessionEvent) -> [UInt8] {
        var event = event
        var line = encodeWhole(event)
        while line.count > maximumBytes, let shorter = shortened(event.fields) {
            event.fields = shorter
            line = encodeWhole(event)
        }
        return line
    }

    private static func encodeWhole(_ event: SessionEvent) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(320)
        line.append(contentsOf: "{\"id\":\"".utf8)
        append(event.id, to: &line)
        line.append(contentsOf: "\",\"session\":\"".utf8)
        append(event.session, to: &line)
        line.append(contentsOf: "\",\"seq\":".utf8)
        append(Int64(event.seq), to: &line)
        line.append(contentsOf: ",\"at\":".utf8)
        append(event.at.milliseconds, to: &line)
        line.append(contentsOf: ",\"protocol\":\"".utf8)
        line.append(contentsOf: event.protocol.name.utf8)
        line.append(contentsOf: "\",\"transport\":\"".utf8)
        line.append(contentsOf: event.transport.name.utf8)
        line.append(contentsOf: "\",\"dstPort\":".utf8)
        append(Int64(event.dstPort), to: &line)
        line.append(contentsOf: ",\"src\":\"".utf8)
        append(event.src, to: &line)
        line.append(contentsOf: "\",\"srcPort\":".utf8)
        append(Int64(event.srcPort), to: &line)
        line.append(contentsOf: ",\"kind\":\"".utf8)
        line.append(contentsOf: event.kind.name.utf8)
        line.append(contentsOf: "\",\"fields\":{".utf8)
        var isFirst = true
        for (name, value) in event.fields.values.sorted(by: { $0.key < $1.key }) {
            if !isFirst { line.append(UInt8(ascii: ",")) }
            isFirst = false
            JSONText.append(name, to: &line)
            line.append(UInt8(ascii: ":"))
            JSONText.append(value, to: &line)
        }
        line.append(contentsOf: "}}".utf8)
        return line
    }

    private static func append(_ identifier: UUIDv7, to line: inout [UInt8]) {
        let bits = identifier.bits
        for position in 0..<16 {
            if position == 4 || position == 6 || position == 8 || position == 10 { line.append(UInt8(ascii: "-")) }
            let byte = Int(truncatingIfNeeded: bits >> UInt128(120 - 8 * position)) & 0xff
            line.append(hexDigits[byte >> 4])
            line.append(hexDigits[byte & 0xf])
        }
    }

    private static func append(_ number: Int64, to line: inout [UInt8]) {
        if number < 0 { line.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let start = line.count
        repeat {
            line.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        line[start...].reverse()
    }

    private static func append(_ address: IPAddress, to line: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: IPAddress.maximumTextLength) { buffer in
            let count = address.write(into: buffer)
            line.append(contentsOf: buffer[..<count])
        }
    }

    /// The fields with the longest one cut to half; `nil` when there is nothing left to cut.
    private static func shortened(_ fields: EventFields) -> EventFields? {
        guard let (name, value) = fields.values.max(by: { $0.value.utf8.count < $1.value.utf8.count }),
            value.utf8.count >= 64
        else {
            // Nothing but a great many short fields: no honeypot makes such an event.
            return fields.values.count > 1 ? EventFields(["truncated": "true"]) : nil
        }
        var shorter = fields
        var count = value.utf8.count / 2
        if name.hasSuffix("_b64") { count -= count % 4 }
        // At a boundary of characters, so that the rest is the text it was.
        var end = value.utf8.index(value.startIndex, offsetBy: count)
        while end.samePosition(in: value.unicodeScalars) == nil { end = value.utf8.index(before: end) }
        shorter[name] = String(value[..<end])
        shorter["truncated"] = "true"
        return shorter
    }
}
