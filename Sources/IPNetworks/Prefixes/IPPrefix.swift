/// A network in CIDR notation: an address whose host bits are zero, and the length of the prefix in its own family.
package struct IPPrefix: Hashable, Sendable {
    /// The first address of the network.
    package let address: IPAddress
    /// 0…32 for IPv4, 0…128 for IPv6.
    package let length: UInt8

    /// The version of the protocol.
    package var family: IPFamily { address.family }

    /// The network of that length which holds `address`; `nil` when the length is too large for the family.
    package init?(_ address: IPAddress, length: Int) {
        guard (0...address.family.width).contains(length) else { return nil }
        if let v4 = address.v4 {
            self.init(AddressBlock(first: AddressRange(v4, prefixLength: length).first, prefixLength: UInt8(length)))
        } else {
            let range = AddressRange(address.mapped, prefixLength: length)
            self.init(AddressBlock(first: range.first, prefixLength: UInt8(length)))
        }
    }

    /// The network of one address: /32 or /128.
    package init(single address: IPAddress) {
        self.address = address
        length = UInt8(address.family.width)
    }

    /// The network of an IPv4 block.
    package init(_ block: AddressBlock<UInt32>) {
        address = IPAddress(v4: block.first)
        length = block.prefixLength
    }

    /// A block inside `::ffff:0:0/96` becomes the IPv4 network it maps.
    package init(_ block: AddressBlock<UInt128>) {
        address = IPAddress(v6: block.first)
        // A block that begins with a mapped address is at least as long as the mapped space's own 96 bits.
        length = address.isIPv4 ? block.prefixLength &- 96 : block.prefixLength
    }

    /// The last address of the network. That of `::fffe:0:0/95` and its like reads as an IPv4 address, see ``IPAddress``.
    package var last: IPAddress {
        switch range {
        case .v4(let range): IPAddress(v4: range.last)
        case .v6(let range): IPAddress(v6: range.last)
        }
    }

    /// All addresses of the network.
    package var range: IPRange {
        address.v4.map { .v4(AddressRange($0, prefixLength: Int(length))) }
            ?? .v6(AddressRange(address.mapped, prefixLength: Int(length)))
    }

    /// Whether the address is in the network; one of the other family never is.
    package func contains(_ other: IPAddress) -> Bool { range.contains(other) }

    /// Whether all of `other` is in this network, which may be the same one.
    package func contains(_ other: IPPrefix) -> Bool {
        other.family == family && other.length >= length && contains(other.address)
    }
}

extension IPPrefix: Comparable {
    /// By first address; of two networks that begin together the larger comes first.
    package static func < (a: Self, b: Self) -> Bool {
        a.address != b.address ? a.address < b.address : a.length < b.length
    }
}
