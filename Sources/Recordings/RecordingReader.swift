import FoundationEssentials

/// Reads asciicast v2. A last line that was cut off in the middle of writing is left out; anything else that is wrong is an
/// error.
package enum RecordingReader {
    static let mostBytes = 64 * 1024 * 1024
    static let mostEvents = 1_000_000
    /// Bytes that a header may have: enough to tell a recording from any other file.
    package static let headerBytes = 4096

    /// - Throws: ``RecordingError``.
    package static func read(_ bytes: [UInt8]) throws(RecordingError) -> Recording {
        guard bytes.count <= mostBytes else { throw .tooLong(bytes: bytes.count) }
        var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: true)
        guard !lines.isEmpty else { throw .notARecording("it is empty") }
        let header = try header(lines.removeFirst())
        var events: [Recording.Event] = []
        for (index, line) in lines.prefix(mostEvents).enumerated() {
            guard let event = event(line, after: events.last?.time ?? .zero) else {
                if index == lines.count - 1, bytes.last != 0x0a { break }
                throw .badLine(number: index + 2)
            }
            // Kinds that are not known, such as markers, are passed over as the format asks.
            if let kind = event.kind { events.append(Recording.Event(time: event.time, kind: kind)) }
        }
        return Recording(
            size: TerminalSize(columns: header.width, rows: header.height), began: header.timestamp,
            title: header.title, events: events)
    }

    /// Whether a file that begins like this is a recording, and what its header says; `nil`: it is none.
    package static func peek(_ head: ArraySlice<UInt8>) -> Recording? {
        guard head.first == UInt8(ascii: "{"), let end = head.firstIndex(of: 0x0a),
            let header = try? header(head[..<end])
        else { return nil }
        return Recording(
            size: TerminalSize(columns: header.width, rows: header.height), began: header.timestamp,
            title: header.title, events: [])
    }

    /// 1970 to 9999
    private static let years: ClosedRange<Int64> = 0...253_402_300_799

    private struct Header: Decodable {
        var version: Int
        var width: Int
        var height: Int
        var timestamp: Int64?
        var title: String?
    }

    private static func header(_ line: ArraySlice<UInt8>) throws(RecordingError) -> Header {
        guard line.count <= headerBytes, let header = try? JSONDecoder().decode(Header.self, from: Data(line)) else {
            throw .notARecording("its first line is no header")
        }
        guard header.version == 2 else { throw .notARecording("it is of version \(header.version)") }
        if let timestamp = header.timestamp, !years.contains(timestamp) {
            throw .notARecording("it began \(timestamp) seconds after 1970")
        }
        return header
    }

    /// `[1.5, "o", "text"]`
    private struct Line: Decodable {
        var seconds: Double
        var kind: String
        var text: String

        init(from decoder: any Decoder) throws {
            var fields = try decoder.unkeyedContainer()
            seconds = try fields.decode(Double.self)
            kind = try fields.decode(String.self)
            text = try fields.decode(String.self)
        }
    }

    private static func event(
        _ line: ArraySlice<UInt8>, after earliest: Duration
    ) -> (time: Duration, kind: Recording.Event.Kind?)? {
        // A year is longer than any visit: beyond, it is damage.
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)),
            line.seconds.isFinite, (0...31_536_000).contains(line.seconds)
        else { return nil }
        let time = max(earliest, .microseconds(Int64(line.seconds * 1_000_000)))
        switch line.kind {
        case "o": return (time, .output(Array(line.text.utf8)))
        case "i": return (time, .input(Array(line.text.utf8)))
        case "r":
            let numbers = line.text.split(separator: "x").compactMap { Int($0) }
            guard numbers.count == 2 else { return nil }
            return (time, .resize(TerminalSize(columns: numbers[0], rows: numbers[1])))
        default: return (time, nil)
        }
    }
}
