package import ThreatModel

/// What a visitor saw and typed at a terminal, with its times: an asciicast v2 file (asciinema's doc/asciicast-v2.md) in
/// the making. It grows as things happen and never beyond its bound; what comes after that is left out.
package struct TerminalRecording: Hashable, Sendable {
    /// The codes of events.
    package enum Event: String, Hashable, Sendable {
        case output = "o"
        case input = "i"
        case resize = "r"
    }

    /// Bytes of one recording.
    package static let mostBytes = 256 * 1024

    private let started: Timestamp
    private let most: Int
    private var text: [UInt8]
    /// The beginnings of characters whose rest has not come yet, of output and of input.
    private var unfinished: [Event: [UInt8]] = [:]
    private var hasEvents = false
    /// Something did not fit.
    package private(set) var isCut = false

    /// Begins a recording. `columns` and `rows` are the terminal's size, `terminal` is its TERM.
    package init(
        columns: Int, rows: Int, terminal: [UInt8], shell: String, at now: Timestamp, mostBytes: Int = Self.mostBytes
    ) {
        started = now
        most = mostBytes
        let term = Self.quoted(String(decoding: terminal.prefix(64), as: UTF8.self))
        let header =
            "{\"version\": 2, \"width\": \(columns), \"height\": \(rows), \"timestamp\": \(now.seconds), "
            + "\"env\": {\"SHELL\": \(Self.quoted(shell)), \"TERM\": \(term)}}\n"
        text = Array(header.utf8)
    }

    /// Adds what was shown or typed. A character that is cut in two by the way it came is put together again; bytes that
    /// are no UTF-8 are replaced, since the format is text.
    package mutating func add(_ event: Event, _ bytes: some Collection<UInt8>, at now: Timestamp) {
        var whole = (unfinished[event] ?? []) + bytes
        let tail = Self.unfinishedTail(of: whole)
        unfinished[event] = tail > 0 ? Array(whole.suffix(tail)) : nil
        whole.removeLast(tail)
        guard !whole.isEmpty else { return }
        append(event, String(decoding: whole, as: UTF8.self), at: now)
    }

    /// The visitor's window has another size.
    package mutating func resize(columns: Int, rows: Int, at now: Timestamp) {
        append(.resize, "\(columns)x\(rows)", at: now)
    }

    /// The file; nil when nothing was shown or typed.
    package var file: [UInt8]? { hasEvents ? text : nil }

    private mutating func append(_ event: Event, _ data: String, at now: Timestamp) {
        guard !isCut else { return }
        let milliseconds = max(0, now.milliseconds &- started.milliseconds)
        let rest = String(milliseconds % 1000)
        let time = "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
        let line = "[\(time), \"\(event.rawValue)\", \(Self.quoted(data))]\n".utf8
        guard line.count <= most - min(most, text.count) else {
            isCut = true
            return
        }
        text += line
        hasEvents = true
    }

    /// How many bytes at the end begin a character of UTF-8 and do not finish it: three at most.
    private static func unfinishedTail(of bytes: [UInt8]) -> Int {
        for (index, byte) in bytes.suffix(3).reversed().enumerated() {
            if byte & 0xc0 == 0x80 { continue }
            let length = byte >= 0xf8 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1
            return index + 1 < length ? index + 1 : 0
        }
        return 0
    }

    /// A string of JSON (RFC 8259 §7).
    private static func quoted(_ text: String) -> String {
        var quoted: [UInt8] = [0x22]
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5c: quoted += [0x5c, byte]
            case 0x0a: quoted += "\\n".utf8
            case 0x0d: quoted += "\\r".utf8
            case 0x09: quoted += "\\t".utf8
            case 0..<0x20, 0x7f: quoted += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: quoted.append(byte)
            }
        }
        return String(decoding: quoted + [0x22], as: UTF8.self)
    }
}
