/// Brings a statement of SQL, in any of its dialects, into the form that patterns are written for.
///
/// - White space of any kind and length and short comments (``SQLComment``) become one space; around `=` `,` `(`, and
///   before `)` and `;`, it goes. The marks of conditional comments go, their contents stay.
/// - Names lose what quotes them: `[xp_cmdshell]`, `"user"`, `` `user` ``. The `N` before a string goes.
/// - Strings that are put together are one: `'xp_' + 'cmdshell'`, `'a' || 'b'`.
/// - Numbers that stand for text are that text: `0x6964` becomes `'id'`, `CHAR(105,100)` and `CHR(105)` too.
///
/// One pass; work and memory are proportional to the input.
struct SQLNormaliser: Sendable {
    private(set) var output: [UInt8] = []
    /// The quote of the string or name that is being read.
    private var quote: UInt8?
    private var isInConditionalComment = false
    private var spelt: [UInt8] = []

    mutating func normalise(_ text: Span<UInt8>) {
        output.removeAll(keepingCapacity: true)
        quote = nil
        isInConditionalComment = false
        var index = 0
        while index < text.count {
            index = quote.map { readQuoted(text, at: index, until: $0) } ?? read(text, at: index)
        }
    }
}

// MARK: - Reading

extension SQLNormaliser {
    private mutating func readQuoted(_ text: Span<UInt8>, at index: Int, until end: UInt8) -> Int {
        let byte = text[index]
        if byte == UInt8(ascii: "\\"), index + 1 < text.count {
            // Engines differ in whether it escapes anything: both bytes stay, and neither ends the string.
            output.append(byte)
            output.append(text[index + 1])
            return index + 2
        }
        if byte == end {
            quote = nil
            if end == UInt8(ascii: "'") { output.append(byte) }
        } else if ASCII.isSpace(byte) {
            putSpace()
        } else {
            output.append(byte)
        }
        return index + 1
    }

    private mutating func read(_ text: Span<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "'"):
            openString()
        case UInt8(ascii: "\""), UInt8(ascii: "`"):
            quote = byte
        case UInt8(ascii: "["), UInt8(ascii: "]"):
            break
        case UInt8(ascii: "/"), UInt8(ascii: "-"):
            guard let comment = SQLComment(in: text, at: index) ?? SQLComment(lineIn: text, at: index) else {
                output.append(byte)
                break
            }
            isInConditionalComment = isInConditionalComment || comment.isConditional
            putSpace()
            return comment.end
        case UInt8(ascii: "*") where isInConditionalComment && index + 1 < text.count && text[index + 1] == 0x2f:
            isInConditionalComment = false
            putSpace()
            return index + 2
        case UInt8(ascii: "0"), UInt8(ascii: "c"), UInt8(ascii: "C"):
            guard !(output.last.map(ASCII.isNameByte) ?? false), let end = readSpelt(text, at: index) else {
                output.append(byte)
                break
            }
            return end
        case _ where ASCII.isSpace(byte):
            putSpace()
        default:
            put(byte)
        }
        return index + 1
    }

    /// Text written as numbers, `0x6964` or `CHAR(105,100)`; returns where it ends, `nil` when it is none.
    private mutating func readSpelt(_ text: Span<UInt8>, at index: Int) -> Int? {
        spelt.removeAll(keepingCapacity: true)
        let end = text[index] == UInt8(ascii: "0") ? readHexadecimal(text, at: index) : readCharacters(text, at: index)
        guard let end, !spelt.isEmpty, spelt.allSatisfy(ASCII.isText) else { return nil }
        openString()
        for byte in spelt { if ASCII.isSpace(byte) { putSpace() } else { output.append(byte) } }
        output.append(UInt8(ascii: "'"))
        quote = nil
        return end
    }

    private mutating func readHexadecimal(_ text: Span<UInt8>, at index: Int) -> Int? {
        guard index + 1 < text.count, text[index + 1] | 0x20 == UInt8(ascii: "x") else { return nil }
        var place = index + 2
        while place + 1 < text.count, let high = ASCII.hexValue(text[place]),
            let low = ASCII.hexValue(text[place + 1])
        {
            spelt.append(high << 4 | low)
            place += 2
        }
        return place < text.count && ASCII.isNameByte(text[place]) ? nil : place
    }

    private mutating func readCharacters(_ text: Span<UInt8>, at index: Int) -> Int? {
        guard
            var place = Self.end(of: "char(", in: text, at: index) ?? Self.end(of: "chr(", in: text, at: index)
        else { return nil }
        var number: Int?
        while place < text.count {
            let byte = text[place]
            place += 1
            if ASCII.isDigit(byte) {
                number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
                if number ?? 0 > 0x7e { return nil }
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")") {
                guard let character = number else { return nil }
                spelt.append(UInt8(character))
                number = nil
                if byte == UInt8(ascii: ")") { return place }
            } else if !ASCII.isSpace(byte) {
                return nil
            }
        }
        return nil
    }

    private static func end(of word: StaticString, in text: Span<UInt8>, at index: Int) -> Int? {
        let length = word.utf8CodeUnitCount
        guard index + length <= text.count else { return nil }
        for offset in 0..<length where ASCII.lowercased(text[index + offset]) != word.utf8Start[offset] { return nil }
        return index + length
    }
}

// MARK: - Writing

extension SQLNormaliser {
    private mutating func putSpace() {
        switch output.last {
        case nil, UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: "="): break
        default: output.append(UInt8(ascii: " "))
        }
    }

    private mutating func put(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: ";"):
            if output.last == UInt8(ascii: " ") { output.removeLast() }
        default: break
        }
        output.append(byte)
    }

    /// Begins a string, or goes on with the one before when the two are put together.
    private mutating func openString() {
        quote = UInt8(ascii: "'")
        if output.last.map({ $0 | 0x20 }) == UInt8(ascii: "n"), !(output.dropLast().last.map(ASCII.isNameByte) ?? false)
        {
            output.removeLast()
        }
        var rest = output[...]
        if rest.last == UInt8(ascii: " ") { rest.removeLast() }
        if rest.last == UInt8(ascii: "+") {
            rest.removeLast()
        } else if rest.suffix(2).elementsEqual("||".utf8) {
            rest.removeLast(2)
        } else {
            return output.append(UInt8(ascii: "'"))
        }
        if rest.last == UInt8(ascii: " ") { rest.removeLast() }
        if rest.last == UInt8(ascii: "'") {
            output.removeLast(output.count - rest.count + 1)
        } else {
            output.append(UInt8(ascii: "'"))
        }
    }
}
