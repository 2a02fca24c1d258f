/// The lines of a file, each with its end, so that what is not touched stays as it was to the last byte.
struct TextLines: Equatable, Sendable {
    /// All but perhaps the last one end with a line feed.
    var lines: [[UInt8]]

    init(_ bytes: some Sequence<UInt8>) {
        lines = []
        var line: [UInt8] = []
        for byte in bytes {
            line.append(byte)
            if byte == UInt8(ascii: "\n") {
                lines.append(line)
                line = []
            }
        }
        if !line.isEmpty { lines.append(line) }
    }

    init(text: String) { self.init(text.utf8) }

    var bytes: [UInt8] { Array(lines.joined()) }
    var count: Int { lines.count }
    var endsWithLineFeed: Bool { lines.last.map { $0.last == UInt8(ascii: "\n") } ?? true }

    /// A line for comparing: without white space at its ends.
    func trimmed(_ index: Int) -> String { Self.trimmed(lines[index]) }

    static func trimmed(_ line: [UInt8]) -> String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || (9...13).contains(byte) }
        let text = line.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return String(decoding: text, as: UTF8.self)
    }
}
