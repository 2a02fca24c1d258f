/// Collects ranges of both families in any order and makes a set of them in linear time.
package struct IPAddressSetBuilder: Sendable {
    /// The IPv4 part, for those who know what they insert.
    package var v4 = AddressSetBuilder<UInt32>()
    /// The IPv6 part; mapped addresses that get in here are left out of the set.
    package var v6 = AddressSetBuilder<UInt128>()

    package init() {}

    /// Adds the addresses of a range.
    @inline(__always)
    package mutating func insert(_ range: IPRange) {
        switch range {
        case .v4(let range): v4.insert(range)
        case .v6(let range): v6.insert(range)
        }
    }

    /// The set of everything inserted.
    package consuming func build() -> IPAddressSet {
        IPAddressSet(v4: v4.build(), v6: v6.build())
    }
}
