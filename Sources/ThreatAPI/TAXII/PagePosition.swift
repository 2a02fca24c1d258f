import IPNetworks

/// A place in the order of a collection, right behind one of its objects. It stays where it is while objects come, go and
/// move: whoever goes on from it gets everything that is behind it then.
///
/// As the text that clients hand back it means nothing to them; one that they garble is recognised.
struct PagePosition: Hashable, Sendable {
    let time: VersionTime
    /// `nil` for the identity, which comes before all addresses.
    let address: IPAddress?

    /// 14 digits of the time, then 8 or 32 of the address, then 4 to check them by; all hexadecimal.
    var token: String {
        var digits = Self.hex(UInt128(time.microseconds), 14)
        if let address { digits += address.v4.map { Self.hex(UInt128($0), 8) } ?? Self.hex(address.mapped, 32) }
        return digits + Self.check(digits)
    }

    init(time: VersionTime, address: IPAddress?) {
        self.time = time
        self.address = address
    }

    /// `nil` for what is no token.
    init?(token: String) {
        let digits = token.dropLast(4)
        guard [14, 22, 46].contains(digits.utf8.count), Self.check(digits) == token.suffix(4),
            let time = UInt64(digits.prefix(14), radix: 16)
        else { return nil }
        self.time = VersionTime(microseconds: time)
        let rest = digits.dropFirst(14)
        switch rest.utf8.count {
        case 0: address = nil
        case 8:
            guard let number = UInt32(rest, radix: 16) else { return nil }
            address = IPAddress(v4: number)
        default:
            guard let number = UInt128(rest, radix: 16) else { return nil }
            address = IPAddress(v6: number)
        }
    }

    private static func hex(_ number: UInt128, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// FNV-1a (RFC 9923), folded to 16 bits: against mistakes, not against malice, from which nothing could be gained.
    private static func check(_ digits: some StringProtocol) -> String {
        var hash: UInt32 = 0x811c_9dc5
        for byte in digits.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hex(UInt128(hash >> 16 ^ hash & 0xffff), 4)
    }
}
