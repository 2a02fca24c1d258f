/// Small things of HTTP's grammar (RFC 9110 §5.6, RFC 3986 §2.1).
enum HTTPText {
    static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte | 0x20 : byte }

    /// May stand in a method or in the name of a header.
    static func isToken(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> ByteString {
        var bytes = Array(bytes.drop { $0.isBlank })
        while bytes.last?.isBlank == true { bytes.removeLast() }
        return ByteString(bytes)
    }

    /// Resolves `%XX`, and `+` where forms mean a space by it; nil when a percent sign is followed by anything else and
    /// `isStrict` says that this matters.
    static func decoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool = false, isStrict: Bool = false) -> [UInt8]?
    {
        let bytes = Array(bytes)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexadecimalValue,
                let low = bytes[index + 2].hexadecimalValue
            {
                decoded.append(high << 4 | low)
                index += 3
                continue
            }
            if byte == UInt8(ascii: "%"), isStrict { return nil }
            decoded.append(byte == UInt8(ascii: "+") && plusIsSpace ? 0x20 : byte)
            index += 1
        }
        return decoded
    }

    /// For text inside a page.
    static func escaped(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): text += "&lt;".utf8
            case UInt8(ascii: ">"): text += "&gt;".utf8
            case UInt8(ascii: "&"): text += "&amp;".utf8
            case UInt8(ascii: "\""): text += "&quot;".utf8
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The date of a header (RFC 9110 §5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
    static func date(seconds: Int64) -> String {
        let time = CivilTime(seconds: Int(seconds))
        return
            "\(CivilDate.weekdayNames[time.weekday]), \(CivilTime.two(time.day)) \(CivilDate.monthNames[time.month - 1]) "
            + "\(time.year) \(time.clock) GMT"
    }

    /// The bytes a text in base 64 stands for (RFC 4648 §4); what is no letter of it ends it.
    static func base64Decoded(_ text: some Sequence<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            let value: UInt8
            switch byte {
            case 0x41...0x5a: value = byte - 0x41
            case 0x61...0x7a: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: return decoded
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return decoded
    }
}
