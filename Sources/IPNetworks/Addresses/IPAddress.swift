/// An IPv4 or IPv6 address in 16 bytes.
///
/// An IPv4 address is kept in its IPv4-mapped form (`::ffff:a.b.c.d`, RFC 4291 §2.5.5.2). A mapped IPv6 address therefore
/// *is* the IPv4 address: the two spellings of one host can never be told apart, listed twice or slip past each other.
///
/// Order: numeric over the mapped form. Among IPv4 addresses, and among IPv6 addresses, that is the numeric order of the
/// address itself.
@usableFromInline
package struct IPAddress: Hashable, Sendable {
    /// The upper 64 bits of the mapped form; zero for IPv4.
    @usableFromInline
    package let high: UInt64
    /// The lower 64 bits of the mapped form.
    @usableFromInline
    package let low: UInt64

    @usableFromInline
    static let mappedPrefix: UInt64 = 0xffff_0000_0000

    /// An IPv4 address from its value in host order.
    @inlinable
    package init(v4: UInt32) {
        high = 0
        low = Self.mappedPrefix | UInt64(v4)
    }

    /// An IPv6 address from its value in host order; a value in `::ffff:0:0/96` becomes the IPv4 address it maps.
    @inlinable
    package init(v6: UInt128) {
        high = UInt64(truncatingIfNeeded: v6 >> 64)
        low = UInt64(truncatingIfNeeded: v6)
    }

    /// Whether this is an IPv4 address, mapped spellings included.
    @inlinable
    package var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    /// The version of the protocol; IPv4 for mapped spellings.
    @inlinable
    package var family: IPFamily { isIPv4 ? .v4 : .v6 }

    /// The 32 bits of an IPv4 address, `nil` for IPv6.
    @inlinable
    package var v4: UInt32? { isIPv4 ? UInt32(truncatingIfNeeded: low) : nil }

    /// All 128 bits of the mapped form.
    @inlinable
    package var mapped: UInt128 { UInt128(high) << 64 | UInt128(low) }
}

extension IPAddress: Comparable {
    @inlinable
    package static func < (a: Self, b: Self) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }
}

extension IPAddress {
    /// The address in network order: 4 bytes for IPv4, 16 for IPv6.
    package var networkBytes: [UInt8] {
        if let v4 { return withUnsafeBytes(of: v4.bigEndian) { Array($0) } }
        return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
    }

    /// An address from 4 or 16 bytes in network order; `nil` for any other length.
    package init?(networkBytes bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self.init(v4: bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16: self.init(v6: bytes.reduce(0) { $0 << 8 | UInt128($1) })
        default: return nil
        }
    }
}
