/// Takes a file of nginx's apart as nginx does (ngx_conf_read_token): words, perhaps in quotes, braces, semicolons, comments.
struct NginxWordReader {
    enum Token: Equatable {
        case word(String)
        /// With the offset behind the brace.
        case open(Int)
        case close
        case end
    }

    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Token? {
        while offset < bytes.count {
            switch bytes[offset] {
            case 9...13, UInt8(ascii: " "): offset += 1
            case UInt8(ascii: "#"):
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
            case UInt8(ascii: "{"):
                offset += 1
                return .open(offset)
            case UInt8(ascii: "}"):
                offset += 1
                return .close
            case UInt8(ascii: ";"):
                offset += 1
                return .end
            case UInt8(ascii: "\""), UInt8(ascii: "'"): return .word(quoted())
            default: return .word(plain())
            }
        }
        return nil
    }

    private mutating func quoted() -> String {
        let quote = bytes[offset]
        offset += 1
        let start = offset
        while offset < bytes.count, bytes[offset] != quote { offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1 }
        let end = min(offset, bytes.count)
        offset = min(offset + 1, bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Ends at white space, `;` and `{`; a brace behind a dollar sign belongs to a variable's name.
    private mutating func plain() -> String {
        let start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\\") {
                offset = min(offset + 2, bytes.count)
                continue
            }
            if byte == UInt8(ascii: "$"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "{") {
                offset += 2
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "}") { offset += 1 }
                offset = min(offset + 1, bytes.count)
                continue
            }
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: " ")
                || (9...13).contains(byte)
            {
                break
            }
            offset += 1
        }
        return String(decoding: bytes[start..<min(offset, bytes.count)], as: UTF8.self)
    }
}
