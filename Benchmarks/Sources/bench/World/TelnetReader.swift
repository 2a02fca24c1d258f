/// What a visitor by Telnet has read since it last wrote.
struct TelnetReader {
    private var seen: [UInt8] = []

    /// Bytes read, commands among them.
    var count: Int { seen.count }

    mutating func append(_ bytes: [UInt8]) { seen += bytes }

    /// Whether the text ends with one of `texts`, option negotiation and a line's end aside.
    func ends(with texts: [String]) -> Bool {
        let text = String(decoding: Self.withoutCommands(seen), as: UTF8.self)
        return texts.contains { text.hasSuffix($0) || text.hasSuffix($0 + "\n") }
    }

    /// Text without Telnet's commands: three bytes each, of those that servers open with (RFC 854).
    private static func withoutCommands(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0xff {
                index += 3
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return text
    }
}
