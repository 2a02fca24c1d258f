extension IPAddress: LosslessStringConvertible {
    /// Strict: four decimal numbers without leading zeros or short forms, or RFC 4291 §2.2 text. No zone, no brackets,
    /// no white space.
    package init?(_ text: String) {
        var text = text
        guard let parsed = text.withUTF8({ Self(utf8: $0) }) else { return nil }
        self = parsed
    }

    /// The same rules on ASCII bytes.
    package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        // The longest spelling is an IPv6 address with an IPv4 tail: 45 bytes (INET6_ADDRSTRLEN less its NUL).
        guard (2...45).contains(bytes.count) else { return nil }
        if let v4 = Self.parseIPv4(bytes[...]) {
            self.init(v4: v4)
        } else if let v6 = Self.parseIPv6(bytes[...]) {
            self.init(v6: v6)
        } else {
            return nil
        }
    }

    package init?(utf8 bytes: some Collection<UInt8>) {
        guard bytes.count <= 45 else { return nil }
        let copy = ContiguousArray(bytes)
        guard let parsed = copy.withUnsafeBufferPointer({ Self(utf8: $0) }) else { return nil }
        self = parsed
    }

    static func parseIPv4(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
        var value: UInt32 = 0
        var octet: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                // A second digit after a leading zero would be octal to some readers and decimal to others.
                guard digits == 0 || octet != 0, digits < 3 else { return nil }
                octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
                digits += 1
            case UInt8(ascii: "."):
                guard digits > 0, octet <= 255, dots < 3 else { return nil }
                value = value << 8 | octet
                octet = 0
                digits = 0
                dots += 1
            default: return nil
            }
        }
        guard dots == 3, digits > 0, octet <= 255 else { return nil }
        return value << 8 | octet
    }

    static func parseIPv6(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt128? {
        var head: UInt128 = 0  // the groups before "::", or all of them
        var tail: UInt128 = 0  // the groups after it
        var headGroups = 0
        var tailGroups = 0
        var compressed = false
        var index = bytes.startIndex
        let end = bytes.endIndex

        func append(_ group: UInt128, bits: Int) {
            if compressed {
                tail = tail << UInt128(bits) | group
                tailGroups += bits / 16
            } else {
                head = head << UInt128(bits) | group
                headGroups += bits / 16
            }
        }

        if bytes.starts(with: [UInt8(ascii: ":"), UInt8(ascii: ":")]) {
            compressed = true
            index += 2
        }
        while index < end {
            let start = index
            var group: UInt128 = 0
            while index < end, let digit = hexDigit(bytes[index]) {
                guard index - start < 4 else { return nil }
                group = group << 4 | UInt128(digit)
                index += 1
            }
            if index < end, bytes[index] == UInt8(ascii: ".") {
                // RFC 4291 §2.2 form 3: the last 32 bits in dotted decimal.
                guard headGroups + tailGroups <= 6, let v4 = parseIPv4(bytes[start..<end]) else { return nil }
                append(UInt128(v4), bits: 32)
                index = end
                break
            }
            guard index > start else { return nil }
            append(group, bits: 16)
            guard headGroups + tailGroups <= 8 else { return nil }
            guard index < end else { break }
            guard bytes[index] == UInt8(ascii: ":") else { return nil }
            index += 1
            guard index < end else { return nil }  // a single colon may not end it
            if bytes[index] == UInt8(ascii: ":") {
                guard !compressed else { return nil }
                compressed = true
                index += 1
            }
        }
        let groups = headGroups + tailGroups
        if compressed {
            // "::" stands for at least one group (RFC 4291 §2.2 form 2).
            guard groups <= 7 else { return nil }
            return headGroups == 0 ? tail : head << UInt128((8 - headGroups) * 16) | tail
        }
        return groups == 8 ? head : nil
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
