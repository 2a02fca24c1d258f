/// Letters and digits of ASCII, which is what HTTP is made of.
enum ASCII {
    static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }

    static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map { lowercased($0) } }

    static func isUpperCase(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5a }

    static func isLetter(_ byte: UInt8) -> Bool { isUpperCase(byte & 0xdf) }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// The value of a hexadecimal digit; nil for any other byte.
    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// A character of a token (RFC 9110 §5.6.2): what methods and field names are made of.
    static func isToken(_ byte: UInt8) -> Bool {
        if isLetter(byte) || isDigit(byte) { return true }
        switch byte {
        case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e...0x60, 0x7c, 0x7e: return true
        default: return false
        }
    }

    /// Without blanks and tabs at both ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }

    /// Where `needle` stands first.
    static func range(of needle: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
        guard let first = needle.first else { return nil }
        var start = text.startIndex
        while let at = text[start...].firstIndex(of: first), text.endIndex - at >= needle.count {
            if text[at...].starts(with: needle) { return at..<(at + needle.count) }
            start = at + 1
        }
        return nil
    }
}
