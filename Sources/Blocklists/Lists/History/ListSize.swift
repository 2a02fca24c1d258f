package import IPNetworks

/// How large a list is, in the terms in which a sudden change of it is judged.
package struct ListSize: Hashable, Sendable, Codable {
    /// Its ranges, joined where they touch.
    package var ranges: Int
    /// The part of the IPv4 space that it covers, in addresses.
    package var v4Addresses: UInt64
    /// The part of the IPv6 space that it covers, in networks of 64 bits: single addresses count for nothing there.
    package var v6Networks: UInt64

    package init(ranges: Int, v4Addresses: UInt64, v6Networks: UInt64) {
        self.ranges = ranges
        self.v4Addresses = v4Addresses
        self.v6Networks = v6Networks
    }

    /// The size of a set.
    package init(of addresses: IPAddressSet) {
        ranges = addresses.rangeCount
        v4Addresses = UInt64(clamping: addresses.v4.addressCount)
        v6Networks = UInt64(clamping: addresses.v6.addressCount >> 64)
    }
}
