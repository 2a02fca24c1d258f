/// Undoing encodings, in place: what is written never overtakes what is read.
extension RequestNormaliser {
    /// A byte that was written as several, and how many.
    private typealias Escape = (byte: UInt8, length: Int)

    /// Returns whether there may be more to undo.
    mutating func undoPercent() -> Bool {
        guard let first = decoded.firstIndex(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return false
        }
        var length = first
        var index = first
        var isLeft = false
        while index < decoded.count {
            var byte = decoded[index]
            var step = 1
            if byte == UInt8(ascii: "%"), let escape = Self.percentEscape(decoded, at: index) {
                (byte, step) = escape
            } else if byte == UInt8(ascii: "+") {
                byte = UInt8(ascii: " ")
            }
            isLeft = isLeft || byte == UInt8(ascii: "%")
            decoded[length] = byte
            length += 1
            index += step
        }
        decoded.removeLast(decoded.count - length)
        return isLeft
    }

    mutating func undoEscapes() {
        guard let first = decoded.firstIndex(where: Self.beginsEscape) else { return }
        var length = first
        var index = first
        while index < decoded.count {
            var byte = decoded[index]
            var step = 1
            if Self.beginsEscape(byte), let escape = Self.escape(decoded, at: index) { (byte, step) = escape }
            decoded[length] = byte
            length += 1
            index += step
        }
        decoded.removeLast(decoded.count - length)
    }

    /// A backslash, or what overlong and wide characters begin with.
    private static func beginsEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\\") || byte == 0xc0 || byte == 0xc1 || byte == 0xe0 || byte == 0xef
    }

    private static func escape(_ text: [UInt8], at index: Int) -> Escape? {
        text[index] == UInt8(ascii: "\\") ? backslashEscape(text, at: index) : strangeASCII(text, at: index)
    }

    /// `%XX`, or `%uXXXX` for what fits one byte or is a wide form of it.
    private static func percentEscape(_ text: [UInt8], at index: Int) -> Escape? {
        if let byte = hexadecimal(text, at: index + 1, digits: 2) { return (UInt8(truncatingIfNeeded: byte), 3) }
        guard index + 1 < text.count, text[index + 1] | 0x20 == UInt8(ascii: "u"),
            let character = hexadecimal(text, at: index + 2, digits: 4)
        else { return nil }
        return byte(of: character).map { ($0, 6) }
    }

    /// `\uXXXX` of an ASCII character, `\xXX`, `\/`.
    private static func backslashEscape(_ text: [UInt8], at index: Int) -> Escape? {
        guard index + 1 < text.count else { return nil }
        switch text[index + 1] {
        case UInt8(ascii: "/"): return (UInt8(ascii: "/"), 2)
        case UInt8(ascii: "x"):
            return hexadecimal(text, at: index + 2, digits: 2).map { (UInt8(truncatingIfNeeded: $0), 4) }
        case UInt8(ascii: "u"):
            guard let character = hexadecimal(text, at: index + 2, digits: 4), character < 0x80 || character > 0xff
            else { return nil }
            return byte(of: character).map { ($0, 6) }
        default: return nil
        }
    }

    /// ASCII in two or three bytes of UTF-8, which RFC 3629 §3 forbids, and the full-width forms of it (U+FF01 to U+FF5E).
    private static func strangeASCII(_ text: [UInt8], at index: Int) -> Escape? {
        func low(_ place: Int) -> UInt16? {
            place < text.count && text[place] & 0xc0 == 0x80 ? UInt16(text[place] & 0x3f) : nil
        }
        guard let second = low(index + 1) else { return nil }
        if text[index] < 0xe0 { return (UInt8(text[index] & 0x01) << 6 | UInt8(second), 2) }
        guard let third = low(index + 2) else { return nil }
        let character = UInt16(text[index] & 0x0f) << 12 | second << 6 | third
        return character < 0x80 || character > 0xff ? byte(of: character).map { ($0, 3) } : nil
    }

    private static func byte(of character: UInt16) -> UInt8? {
        switch character {
        case 0...0xff: UInt8(character)
        case 0xff01...0xff5e: UInt8(character - 0xff01) + 0x21
        default: nil
        }
    }

    private static func hexadecimal(_ text: [UInt8], at index: Int, digits: Int) -> UInt16? {
        guard index + digits <= text.count else { return nil }
        var value: UInt16 = 0
        for place in index..<index + digits {
            guard let digit = ASCII.hexValue(text[place]) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
