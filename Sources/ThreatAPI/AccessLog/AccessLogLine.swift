import IPNetworks
import Observability
import ThreatModel

/// Writes entries as lines of JSON:
/// `{"time":1795337200960,"request":"00f1…","client":"192.0.2.1","method":"GET","path":"/v1/key/check/192.0.2.9",
/// "status":200,"bytes":512,"duration_us":21,"key":"7","user_agent":"curl/8.5"}`.
enum AccessLogLine {
    static let maximumTargetLength = 2048
    static let maximumUserAgentLength = 256
    /// No line is longer: of every byte that a client chose, six at most are written.
    static let maximumLength = 6 * (maximumTargetLength + maximumUserAgentLength + 64) + 512

    static func append(_ entry: borrowing AccessLogEntry, to line: inout JSONWriter) {
        line.literal("{\"time\":")
        line.integer(entry.time.milliseconds)
        line.literal(",\"request\":\"")
        line.append(entry.id)
        line.literal("\",\"client\":")
        if let client = entry.client {
            line.literal("\"")
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: IPAddress.maximumTextLength) { buffer in
                let count = client.write(into: buffer)
                line.append(UnsafeBufferPointer(rebasing: buffer[..<count]))
            }
            line.literal("\"")
        } else {
            line.literal("null")
        }
        line.literal(",\"method\":")
        if let method = entry.method { line.visible(method.prefix(32)) } else { line.literal("null") }
        line.literal(",\"path\":")
        if let path = entry.path {
            LoggedTarget.append(path, query: entry.query, to: &line)
        } else {
            line.literal("null")
        }
        line.literal(",\"status\":")
        line.integer(entry.status)
        line.literal(",\"bytes\":")
        line.integer(entry.bytes)
        line.literal(",\"duration_us\":")
        let (seconds, attoseconds) = entry.duration.components
        line.integer(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        if entry.isCut { line.literal(",\"cut\":true") }
        line.literal(",\"key\":")
        if let credential = entry.credential {
            line.literal("\"")
            line.integer(credential)
            line.literal("\"")
        } else {
            line.literal("null")
        }
        line.literal(",\"user_agent\":")
        if let agent = entry.userAgent {
            line.visible(UnsafeRawBufferPointer(rebasing: agent.prefix(maximumUserAgentLength)))
        } else {
            line.literal("null")
        }
        line.literal("}\n")
    }
}

extension JSONWriter {
    /// A string of what a client sent. Everything but visible ASCII is escaped, so that a terminal is safe that shows the
    /// line, and a cut in the middle of a character makes no line that is not UTF-8.
    mutating func visible(_ bytes: UnsafeRawBufferPointer) {
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) {
            string(utf8: bytes.bindMemory(to: UInt8.self))
        } else {
            visible(String(decoding: bytes, as: UTF8.self))
        }
    }

    mutating func visible(_ text: some StringProtocol) {
        var escaped: [UInt8] = [UInt8(ascii: "\"")]
        for unit in text.utf16 {
            switch unit {
            case 0x22, 0x5c: escaped += [0x5c, UInt8(unit)]
            case 0x20..<0x7f: escaped.append(UInt8(unit))
            default:
                let digits = String(unit, radix: 16)
                escaped += "\\u".utf8
                escaped += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
                escaped += digits.utf8
            }
        }
        escaped.append(UInt8(ascii: "\""))
        raw(escaped)
    }

    mutating func append(_ id: RequestID) { plain(id.description) }
}
