/// Turns text that an attacker may have chosen into text that is safe on a terminal and in a file of lines.
enum LogText {
    static let hexDigits = Array("0123456789abcdef".utf8)

    /// Whether a character could move the cursor, start a new line, hide or reorder what is beside it.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1f, 0x7f...0x9f: true  // C0, DEL, C1: escape sequences begin here
        case 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x2069, 0xfeff: true  // invisible, and bidirectional controls
        case 0x2028, 0x2029: true  // line and paragraph separators
        case 0xe0000...0xe007f: true  // tag characters
        default: false
        }
    }

    /// Appends `text` with unsafe characters as `\n`, `\t`, `\r` or `\u{…}`; at most `limit` bytes, then "…".
    static func append(_ text: some StringProtocol, quoted: Bool, limit: Int, to bytes: inout [UInt8]) {
        let end = bytes.count + limit
        for scalar in text.unicodeScalars {
            guard bytes.count < end else {
                bytes.append(contentsOf: "…".utf8)
                return
            }
            switch scalar {
            case "\n": bytes.append(contentsOf: "\\n".utf8)
            case "\r": bytes.append(contentsOf: "\\r".utf8)
            case "\t": bytes.append(contentsOf: "\\t".utf8)
            case "\"" where quoted: bytes.append(contentsOf: "\\\"".utf8)
            case "\\" where quoted: bytes.append(contentsOf: "\\\\".utf8)
            case _ where isUnsafe(scalar): bytes.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
            default: bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            }
        }
    }

    /// Appends a value for `key=value`: bare where it is one plain word, else in quotation marks.
    static func appendValue(_ text: String, limit: Int, to bytes: inout [UInt8]) {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy(isPlainByte)
        if !isPlain { bytes.append(UInt8(ascii: "\"")) }
        append(text, quoted: true, limit: limit, to: &bytes)
        if !isPlain { bytes.append(UInt8(ascii: "\"")) }
    }

    private static func isPlainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: ","), UInt8(ascii: "*"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
            true
        default: false
        }
    }
}
