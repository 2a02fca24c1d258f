/// Reads addresses from text, starting anywhere in it.
///
/// Each function reads as far as the address goes and leaves `position` behind it; what may follow is the caller's
/// business. After `nil` the position has not moved.
enum AddressScanner {
    /// An address as it was spelled: an IPv4-mapped one is still IPv6 here, because a prefix length behind it counts
    /// from there.
    enum Spelled {
        case v4(UInt32)
        case v6(UInt128)

        /// The family it is written in, which is what a prefix length behind it counts in.
        @inline(__always)
        var family: IPFamily {
            switch self {
            case .v4: .v4
            case .v6: .v6
            }
        }
    }

    /// An address of either family.
    @inline(__always)
    static func address(in text: Span<UInt8>, at position: inout Int) -> Spelled? {
        if let v4 = ipv4(in: text, at: &position) { return .v4(v4) }
        return ipv6(in: text, at: &position).map { .v6($0) }
    }

    /// Four decimal numbers from 0 to 255 with dots between them. A leading zero is refused: some readers take it for
    /// octal, and two readers must never see two addresses in one text.
    @inline(__always)
    static func ipv4(in text: Span<UInt8>, at position: inout Int) -> UInt32? {
        var cursor = position
        var value: UInt32 = 0
        for octetIndex in 0..<4 {
            let word = TextWord(text, at: cursor)
            let digits = word.decimalCount
            guard (1...3).contains(digits) else { return nil }
            let octet = word.decimal(digits)
            guard octet <= 255, digits == 1 || !word.beginsWithZero else { return nil }
            value = value << 8 | octet
            cursor &+= digits
            guard octetIndex < 3 else { break }
            guard cursor < text.count, text[cursor] == UInt8(ascii: ".") else { return nil }
            cursor &+= 1
        }
        position = cursor
        return value
    }

    /// RFC 4291 §2.2 text in all three forms, without a zone.
    static func ipv6(in text: Span<UInt8>, at position: inout Int) -> UInt128? {
        var value: UInt128 = 0  // the groups read so far, without those that "::" stands for
        var groups = 0
        var groupsBeforeGap: Int?
        // "::" stands for at least one group (§2.2 form 2), so only seven may be written beside it.
        var limit: Int { groupsBeforeGap == nil ? 8 : 7 }
        var cursor = position

        func isColon(at offset: Int) -> Bool {
            offset < text.count && text[offset] == UInt8(ascii: ":")
        }

        if isColon(at: cursor) {
            guard isColon(at: cursor &+ 1) else { return nil }
            groupsBeforeGap = 0
            cursor &+= 2
        }
        while groups < limit {
            let word = TextWord(text, at: cursor)
            let digits = word.hexadecimalCount
            guard digits > 0 else {
                guard groupsBeforeGap == groups else { return nil }  // nothing may follow "::", but not ":"
                break
            }
            let end = cursor &+ digits
            if end < text.count, text[end] == UInt8(ascii: ".") {
                // §2.2 form 3: the last 32 bits in dotted decimal.
                guard groups <= limit &- 2, let v4 = ipv4(in: text, at: &cursor) else { return nil }
                value = value << 32 | UInt128(v4)
                groups &+= 2
                break
            }
            value = value << 16 | UInt128(word.hexadecimal(digits))
            groups &+= 1
            cursor = end
            guard isColon(at: cursor) else { break }
            if groupsBeforeGap == nil, isColon(at: cursor &+ 1) {
                guard groups <= 7 else { return nil }
                groupsBeforeGap = groups
                cursor &+= 2
            } else if groups < limit {
                cursor &+= 1  // otherwise no group can follow, and the colon is not the address's
            }
        }
        if let groupsBeforeGap {
            let tailBits = UInt128(16 &* (groups &- groupsBeforeGap))
            let tail = value & ((1 << tailBits) - 1)
            let head = value >> tailBits
            // Shifted by all 128 bits the head, then empty, is zero.
            value = head << UInt128(16 &* (8 &- groupsBeforeGap)) | tail
        } else {
            guard groups == 8 else { return nil }
        }
        position = cursor
        return value
    }
}
