/// A comment of SQL that is worth a space and hides nothing: short, and without quotes.
///
/// What is longer or quotes something stays for the patterns to see. Engines do not agree on where comments begin and end
/// (nesting, `--` without a space, backslashes before quotes), and nothing may be lost to a wrong guess.
struct SQLComment {
    /// The index behind it; of a conditional one, behind its mark only.
    let end: Int
    /// `/*!` or `/*!50000`: MySQL reads on inside it.
    let isConditional: Bool

    static let longest = 64

    /// The comment that begins at `index` with `/*`, if it is of that kind.
    init?(in text: Span<UInt8>, at index: Int) {
        guard index + 2 < text.count, text[index] == UInt8(ascii: "/"), text[index + 1] == UInt8(ascii: "*") else {
            return nil
        }
        if text[index + 2] == UInt8(ascii: "!") {
            var end = index + 3
            while end < text.count, end < index + 9, ASCII.isDigit(text[end]) { end += 1 }
            self.end = end
            isConditional = true
            return
        }
        var place = index + 2
        while place + 1 < text.count, place < index + Self.longest {
            if text[place] == UInt8(ascii: "*"), text[place + 1] == UInt8(ascii: "/") {
                end = place + 2
                isConditional = false
                return
            }
            guard Self.hidesNothing(text[place]) else { return nil }
            place += 1
        }
        return nil
    }

    /// The comment that begins at `index` with `-- `, if it is of that kind; its end is the end of the line.
    init?(lineIn text: Span<UInt8>, at index: Int) {
        guard index + 2 < text.count, text[index] == UInt8(ascii: "-"), text[index + 1] == UInt8(ascii: "-"),
            ASCII.isSpace(text[index + 2])
        else { return nil }
        var place = index + 2
        while place < text.count, text[place] != UInt8(ascii: "\n") {
            guard place < index + Self.longest, Self.hidesNothing(text[place]) else { return nil }
            place += 1
        }
        end = place
        isConditional = false
    }

    /// Whether no statement can be made of such bytes that does anything: no strings, no calls, no further statement.
    private static func hidesNothing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: ";"), UInt8(ascii: "("),
            UInt8(ascii: "/"), UInt8(ascii: "$"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "<"):
            false
        default: true
        }
    }
}
