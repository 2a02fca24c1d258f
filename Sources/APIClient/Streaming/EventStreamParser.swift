/// Reads a `text/event-stream` (WHATWG HTML §9.2.5, §9.2.6) from bytes that arrive in pieces of any size.
///
/// A value: bytes in, events out. Memory is bounded by the limits, whatever is sent.
package struct EventStreamParser: Sendable {
    /// The longest line, in bytes, comments included.
    package static let longestLine = 8 << 10
    /// The most data of one event, in bytes.
    package static let mostData = 64 << 10
    /// The longest `id`; a longer one is ignored.
    package static let longestID = 256

    /// How long the server asks to be left alone after a cut, as its last `retry` said.
    package private(set) var retry: Duration?

    private var line: [UInt8] = []
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var id: String?
    /// Whether the block at hand has a field that counts.
    private var movesOn = false
    private var isFirstLine = true
    private var endsInCarriageReturn = false

    /// What no event stream has. The rest of the stream means nothing.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case lineTooLong
        case tooMuchData

        package var description: String {
            switch self {
            case .lineTooLong: "a line of the stream is longer than \(EventStreamParser.longestLine) bytes"
            case .tooMuchData: "an event of the stream holds more than \(EventStreamParser.mostData) bytes"
            }
        }
    }

    package init() {}

    /// Takes the next piece and returns the events that it completed.
    package mutating func consume(_ bytes: Span<UInt8>) throws(Fault) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for index in bytes.indices {
            let byte = bytes[index]
            // A line ends in LF, CRLF or CR.
            if endsInCarriageReturn {
                endsInCarriageReturn = false
                if byte == UInt8(ascii: "\n") { continue }
            }
            switch byte {
            case UInt8(ascii: "\r"):
                endsInCarriageReturn = true
                if let event = try endLine() { events.append(event) }
            case UInt8(ascii: "\n"):
                if let event = try endLine() { events.append(event) }
            default:
                guard line.count < Self.longestLine else { throw .lineTooLong }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() throws(Fault) -> ServerSentEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else { return endBlock() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[min(colon + 1, line.endIndex)...]
        if value.first == UInt8(ascii: " ") { value.removeFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "event":
            name = String(decoding: value, as: UTF8.self)
        case "data":
            guard data.count + value.count + 1 <= Self.mostData else { throw .tooMuchData }
            if hasData { data.append(UInt8(ascii: "\n")) }
            data += value
            hasData = true
        case "id":
            guard !value.contains(0), value.count <= Self.longestID else { break }
            id = String(decoding: value, as: UTF8.self)
            movesOn = true
        case "retry":
            let isNumber = value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            if isNumber, let number = Int64(String(decoding: value, as: UTF8.self)) { retry = .milliseconds(number) }
        default:
            break  // a comment, or a field that a later version of the format may have
        }
        return nil
    }

    private mutating func endBlock() -> ServerSentEvent? {
        defer {
            name = ""
            data.removeAll(keepingCapacity: true)
            hasData = false
            movesOn = false
        }
        if hasData { return ServerSentEvent(name: name.isEmpty ? "message" : name, data: data, id: id) }
        return movesOn ? ServerSentEvent(name: "", data: [], id: id) : nil
    }
}
