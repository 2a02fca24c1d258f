/// Which bytes may stand in a header field (RFC 9110 §5.1, §5.5).
enum FieldBytes {
    /// Letters, digits and ``!#$%&'*+-.^_`|~``: a bit for each of the first 128 bytes.
    private static let name: (low: UInt64, high: UInt64) = {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for byte in "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8 {
            if byte < 64 { low |= 1 << byte } else { high |= 1 << (byte - 64) }
        }
        return (low, high)
    }()

    static func isName(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (low, high) = name
        return bytes.allSatisfy { byte in
            byte < 128 && (byte < 64 ? low : high) >> (byte & 63) & 1 == 1
        }
    }

    /// No control character but the tab.
    static func isValue(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }
}
