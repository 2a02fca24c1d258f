/// Reads what a list or a user may write for a set of addresses: an address, `address/length` or `address-address`.
enum EntryScanner {
    /// Reads one entry and leaves `position` behind it. What may follow is the caller's business.
    @inline(__always)
    static func entry(in text: Span<UInt8>, at position: inout Int) throws(AddressSyntaxError) -> IPRange {
        guard let first = AddressScanner.address(in: text, at: &position) else { throw .notAnAddress }
        if let length = try prefixLength(of: first, in: text, at: &position) { return network(of: first, length) }
        if let last = try endOfRange(in: text, at: &position) { return try IPRange(IPAddress(first), IPAddress(last)) }
        return IPRange(IPAddress(first))
    }

    /// The number behind a `/`, checked against the family of the address before it; `nil` when there is no `/`.
    @inline(__always)
    static func prefixLength(
        of address: AddressScanner.Spelled, in text: Span<UInt8>, at position: inout Int
    ) throws(AddressSyntaxError) -> Int? {
        guard position < text.count, text[position] == UInt8(ascii: "/") else { return nil }
        let word = TextWord(text, at: position &+ 1)
        let digits = word.decimalCount
        guard (1...3).contains(digits), digits == 1 || !word.beginsWithZero else { throw .badPrefixLength }
        let length = Int(word.decimal(digits))
        guard length <= address.family.width else { throw .badPrefixLength }
        position &+= 1 &+ digits
        return length
    }

    /// The network of that length which holds the address.
    @inline(__always)
    static func network(of address: AddressScanner.Spelled, _ length: Int) -> IPRange {
        switch address {
        case .v4(let bits): .v4(AddressRange(bits, prefixLength: length))
        case .v6(let bits): IPRange(folding: AddressRange(bits, prefixLength: length))
        }
    }

    /// The address behind a `-` that may stand between blanks; `nil` when there is no `-`.
    private static func endOfRange(
        in text: Span<UInt8>, at position: inout Int
    ) throws(AddressSyntaxError) -> AddressScanner.Spelled? {
        var cursor = position
        skipBlanks(in: text, at: &cursor)
        guard cursor < text.count, text[cursor] == UInt8(ascii: "-") else { return nil }
        cursor &+= 1
        skipBlanks(in: text, at: &cursor)
        guard let last = AddressScanner.address(in: text, at: &cursor) else { throw .noEndOfRange }
        position = cursor
        return last
    }

    private static func skipBlanks(in text: Span<UInt8>, at position: inout Int) {
        while position < text.count, text[position] == UInt8(ascii: " ") || text[position] == UInt8(ascii: "\t") {
            position &+= 1
        }
    }
}
