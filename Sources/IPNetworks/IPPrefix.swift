/// A network in CIDR notation: an address whose host bits are zero, and the length of the prefix in its own family.
package struct IPPrefix: Hashable, Sendable {
    /// The first address of the network.
    package let address: IPAddress
    /// 0…32 for IPv4, 0…128 for IPv6.
    package let length: UInt8

    package var family: IPFamily { address.family }

    /// The network of that length which holds `address`; `nil` when the length is too large for the family.
    package init?(_ address: IPAddress, length: Int) {
        guard (0...address.family.width).contains(length) else { return nil }
        let host = UInt128(address.family.width - length)
        let mask: UInt128 = host == 128 ? 0 : ~UInt128(0) << host
        // A v4 prefix keeps its ::ffff marker whatever its length; a v6 network that would fold into v4 space does not exist.
        let masked = address.mapped & mask
        if let v4 = address.v4 {
            self.address = IPAddress(v4: v4 & UInt32(truncatingIfNeeded: mask))
        } else {
            self.address = IPAddress(v6: masked)
        }
        self.length = UInt8(length)
    }

    /// The network of one address: /32 or /128.
    package init(single address: IPAddress) {
        self.address = address
        length = UInt8(address.family.width)
    }

    /// The last address of the network.
    package var last: IPAddress {
        let host = UInt128(family.width - Int(length))
        let bits: UInt128 = host == 128 ? .max : (1 << host) - 1
        if let v4 = address.v4 { return IPAddress(v4: v4 | UInt32(truncatingIfNeeded: bits)) }
        return IPAddress(v6: address.mapped | bits)
    }

    package func contains(_ other: IPAddress) -> Bool {
        other.family == family && address <= other && other <= last
    }
}
