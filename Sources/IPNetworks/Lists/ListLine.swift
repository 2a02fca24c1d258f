/// How one line of a list is read.
enum ListLine {
    /// Where the line's content lies, without the white space around it and without a comment; empty when there is none.
    static func content(of line: Span<UInt8>, isFirst: Bool) -> Range<Int> {
        var start = isFirst && beginsWithByteOrderMark(line) ? 3 : 0
        while start < line.count, isBlank(line[start]) { start &+= 1 }
        var end = start
        while end < line.count, line[end] != UInt8(ascii: "#"), line[end] != UInt8(ascii: ";") { end &+= 1 }
        while end > start, isBlank(line[end &- 1]) { end &-= 1 }
        return start..<end
    }

    /// The entry that the content of a line consists of or begins with.
    static func entry(in content: Span<UInt8>) throws(AddressSyntaxError) -> IPRange {
        var position = 0
        let entry = try EntryScanner.entry(in: content, at: &position)
        guard position < content.count else { return entry }
        guard isBlank(content[position]) else { throw .trailingText }
        while position < content.count {
            while position < content.count, isBlank(content[position]) { position &+= 1 }
            guard AddressScanner.address(in: content, at: &position) == nil else { throw .secondAddress }
            while position < content.count, !isBlank(content[position]) { position &+= 1 }
        }
        return entry
    }

    /// Whether the line contains control characters, which no text does.
    static func isBinary(_ line: Span<UInt8>) -> Bool {
        for index in line.indices where line[index] < 0x20 || line[index] == 0x7f {
            if !isBlank(line[index]) { return true }
        }
        return false
    }

    /// The beginning of the line as printable ASCII.
    static func excerpt(of line: Span<UInt8>) -> String {
        var excerpt = ""
        for index in 0..<min(line.count, ListRules.keptExcerpt) {
            let byte = line[index]
            if (0x20...0x7e).contains(byte) {
                excerpt.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                excerpt += "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return excerpt
    }

    /// Space, tab and the carriage return of a CRLF.
    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private static func beginsWithByteOrderMark(_ line: Span<UInt8>) -> Bool {
        line.count >= 3 && line[0] == 0xef && line[1] == 0xbb && line[2] == 0xbf
    }
}
