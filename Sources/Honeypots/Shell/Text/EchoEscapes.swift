/// Backslash sequences as BusyBox expands them, in their three dialects.
enum EchoEscapes {
    enum Style: Sendable {
        /// `echo -e` and `%b`: also `\0` with three octal digits after it, and `\c`, which ends all output.
        case echo
        /// The format of `printf`.
        case format
        /// `$'…'` of the shell: also the quotes, but not `\e`.
        case cQuotes
        /// The same in bash, with `\e`, `\c` and Unicode.
        case bashQuotes
        /// The format of GNU's and bash's `printf`.
        case gnuFormat
        /// `echo -e`, `%b` and formats of bash and GNU: `\e` and Unicode as well.
        case bashEcho
    }

    static func expand(
        _ text: some Collection<UInt8>, style: Style
    ) -> (bytes: [UInt8], isEnded: Bool) {
        var rest = Array(text)[...]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rest.count)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            if style == .echo || style == .bashEcho, rest.first == UInt8(ascii: "c") { return (bytes, true) }
            bytes += take(&rest, style: style)
        }
        return (bytes, false)
    }

    /// What the sequence behind a backslash stands for.
    static func take(_ rest: inout ArraySlice<UInt8>, style: Style) -> [UInt8] {
        guard let mark = rest.first else { return [UInt8(ascii: "\\")] }
        switch mark {
        case UInt8(ascii: "x"):
            let digits = rest.dropFirst().prefix(2).prefix { $0.hexadecimalValue != nil }
            guard !digits.isEmpty else { break }
            rest = rest.dropFirst(1 + digits.count)
            return [digits.reduce(0) { $0 &* 16 &+ ($1.hexadecimalValue ?? 0) }]
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            if style == .echo || style == .bashEcho, mark == UInt8(ascii: "0") { rest.removeFirst() }
            var value = 0
            var count = 0
            // A digit that would lead past a byte is not taken.
            while count < 3, let digit = rest.first, (0x30...0x37).contains(digit),
                value * 8 + Int(digit - 0x30) <= 0xff
            {
                value = value * 8 + Int(digit - 0x30)
                count += 1
                rest.removeFirst()
            }
            return [UInt8(truncatingIfNeeded: value)]
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            guard style == .bashQuotes || style == .bashEcho || style == .gnuFormat else { break }
            let digits = rest.dropFirst().prefix(mark == UInt8(ascii: "u") ? 4 : 8).prefix {
                $0.hexadecimalValue != nil
            }
            guard !digits.isEmpty else { break }
            let value = digits.reduce(0 as UInt32) { $0 &* 16 &+ UInt32($1.hexadecimalValue ?? 0) }
            rest = rest.dropFirst(1 + digits.count)
            // In the C locale only ASCII has a byte of its own.
            if value < 0x80 { return [UInt8(truncatingIfNeeded: value)] }
            let shown = String(value, radix: 16, uppercase: true)
            let width = value > 0xffff ? 8 : 4
            return Array(
                ("\\" + (width == 8 ? "U" : "u") + String(repeating: "0", count: max(0, width - shown.utf8.count))
                    + shown).utf8)
        case UInt8(ascii: "c") where style == .bashQuotes:
            guard let next = rest.dropFirst().first else { break }
            rest = rest.dropFirst(2)
            return [next & 0x1f]
        case UInt8(ascii: "\"") where style == .gnuFormat:
            rest.removeFirst()
            return [mark]
        case let quote
        where (style == .cQuotes || style == .bashQuotes)
            && (quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")):
            rest.removeFirst()
            return [quote]
        default:
            if let byte = letter(mark, style: style) {
                rest.removeFirst()
                return [byte]
            }
        }
        return [UInt8(ascii: "\\")]
    }

    private static func letter(_ mark: UInt8, style: Style) -> UInt8? {
        switch mark {
        case UInt8(ascii: "a"): 0x07
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "e"): style == .cQuotes ? nil : 0x1b
        case UInt8(ascii: "E") where style == .bashQuotes || style == .bashEcho: 0x1b
        case UInt8(ascii: "f"): 0x0c
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0b
        case UInt8(ascii: "\\"): mark
        default: nil
        }
    }
}
