/// Keys of clients that only know user names and passwords (RFC 7617), as most TAXII clients do: the key stands as the
/// password, or as the user name with no password.
enum BasicCredentials {
    /// Longer ones hold no key.
    static let maximumLength = 1024

    /// The key in an `Authorization` field of the scheme `Basic`; `nil` when that is not what it is.
    static func key(_ field: UnsafeRawBufferPointer) -> String? {
        guard field.count > 6, field.count <= maximumLength, ASCIIText.equalsIgnoringCase(field[..<6], "basic "),
            let bytes = base64(field[6...]), let text = String(validating: bytes, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        let password = text[text.index(after: colon)...]
        return String(password.isEmpty ? text[..<colon] : password)
    }

    /// RFC 4648 §4, with or without padding.
    private static func base64(_ text: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for byte in text where byte != UInt8(ascii: " ") {
            guard byte != UInt8(ascii: "=") else {
                padding += 1
                continue
            }
            guard padding == 0, let digit = digit(byte) else { return nil }
            bits = bits << 6 | digit
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return padding <= 2 && count < 6 ? bytes : nil
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
