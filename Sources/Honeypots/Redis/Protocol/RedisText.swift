/// How Redis shows bytes to people, and how people type them: the quoting of `redis-cli`, MONITOR and inline commands.
enum RedisText {
    /// The bytes in double quotes, with everything unprintable escaped; always ASCII.
    static func quoted(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = [UInt8(ascii: "\"")]
        text.reserveCapacity(bytes.count + 2)
        for byte in bytes { appendEscaped(byte, to: &text) }
        text.append(UInt8(ascii: "\""))
        return text
    }

    /// A command line that `redis-cli` would read back as these arguments: quotes stand only where they are needed. At
    /// most `limit` bytes of it, and whether more was left out.
    static func commandLine(_ arguments: [[UInt8]], limit: Int) -> (text: [UInt8], isCut: Bool) {
        var text: [UInt8] = []
        for (index, argument) in arguments.enumerated() {
            if index > 0 { text.append(UInt8(ascii: " ")) }
            guard text.count < limit else { return (Array(text.prefix(limit)), true) }
            // An escape takes four bytes at most, so a longer prefix could not be shown whole anyway.
            let shown = argument.prefix(limit)
            if isPlain(shown) {
                text += shown
            } else {
                text += quoted(shown)
            }
        }
        return text.count > limit ? (Array(text.prefix(limit)), true) : (text, false)
    }

    private static func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy {
                $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'")
                    && $0 != UInt8(ascii: "\\")
            }
    }

    private static func appendEscaped(_ byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): text += [UInt8(ascii: "\\"), byte]
        case 0x0a: text += Array("\\n".utf8)
        case 0x0d: text += Array("\\r".utf8)
        case 0x09: text += Array("\\t".utf8)
        case 0x07: text += Array("\\a".utf8)
        case 0x08: text += Array("\\b".utf8)
        case 0x20...0x7e: text.append(byte)
        default: text += Array("\\x".utf8) + hexadecimal(byte)
        }
    }

    static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// The words of an inline command. Quotes join words, double quotes know escapes; nil when a quote is not closed or
    /// is closed in the middle of a word.
    static func words(of line: some Collection<UInt8>) -> [[UInt8]]? {
        var words: [[UInt8]] = []
        // What follows a NUL does not exist for the C strings of the real parser.
        var rest = Array(line.prefix { $0 != 0 })[...]
        while true {
            rest = rest.drop(while: isBlank)
            guard !rest.isEmpty else { return words }
            guard let word = takeWord(&rest) else { return nil }
            words.append(word)
        }
    }

    private static func takeWord(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var word: [UInt8] = []
        while let byte = rest.first, !isBlank(byte) {
            rest.removeFirst()
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard takeQuoted(by: byte, &rest, into: &word) else { return nil }
                return word
            default:
                word.append(byte)
            }
        }
        return word
    }

    /// Takes what stands before the closing quote; it must end the word.
    private static func takeQuoted(
        by quote: UInt8, _ rest: inout ArraySlice<UInt8>, into word: inout [UInt8]
    ) -> Bool {
        while let byte = rest.popFirst() {
            if byte == quote { return rest.first.map(isBlank) ?? true }
            guard byte == UInt8(ascii: "\\"), let next = rest.first else {
                word.append(byte)
                continue
            }
            if quote == UInt8(ascii: "'") {
                // Single quotes know one escape only: the quote itself.
                if next == quote {
                    word.append(quote)
                    rest.removeFirst()
                } else {
                    word.append(byte)
                }
                continue
            }
            rest.removeFirst()
            if next == UInt8(ascii: "x"), let value = hexadecimalValue(rest.prefix(2)) {
                word.append(value)
                rest.removeFirst(2)
            } else {
                word.append(unescaped(next))
            }
        }
        return false
    }

    private static func unescaped(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "a"): 0x07
        default: byte
        }
    }

    private static func hexadecimalValue(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// C's `isspace` in the C locale.
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    /// ASCII letters made small, all else as it is.
    static func lowercased(_ bytes: some Collection<UInt8>) -> [UInt8] {
        bytes.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Equality without regard to ASCII case, against a word in small letters.
    static func matches(_ bytes: some Collection<UInt8>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            zip(bytes, letters).allSatisfy { ((0x41...0x5a).contains($0) ? $0 | 0x20 : $0) == $1 }
        }
    }
}
