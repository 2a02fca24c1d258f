/// The escapes of replay files, both ways.
enum ReplayEscapes {
    /// The bytes that escaped text stands for; nil when an escape is none of ours.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            guard let escaped = takeEscape(&rest) else { return nil }
            bytes.append(escaped)
        }
        return bytes
    }

    /// The byte behind a backslash that was just taken.
    static func takeEscape(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        guard let mark = rest.popFirst() else { return nil }
        switch mark {
        case UInt8(ascii: "r"): return 0x0d
        case UInt8(ascii: "n"): return 0x0a
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "0"): return 0x00
        case UInt8(ascii: "e"): return 0x1b
        case UInt8(ascii: "s"): return 0x20
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "*"): return mark
        case UInt8(ascii: "x"):
            guard rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            rest = rest.dropFirst(2)
            return value
        default: return nil
        }
    }

    /// Bytes as they could stand in a replay file.
    static func text(of bytes: some Collection<UInt8>) -> String {
        bytes.map { byte in
            switch byte {
            case 0x0d: "\\r"
            case 0x0a: "\\n"
            case 0x09: "\\t"
            case 0x1b: "\\e"
            case UInt8(ascii: "\\"): "\\\\"
            case 0x20...0x7e: String(UnicodeScalar(byte))
            default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }
}
