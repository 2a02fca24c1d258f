/// A set of addresses of both families.
///
/// The IPv6 part never holds anything of `::ffff:0:0/96`: those addresses are the IPv4 ones (see ``IPAddress``), and only
/// the IPv4 part says whether they are in the set.
package struct IPAddressSet: Hashable, Sendable {
    /// The IPv4 part.
    package private(set) var v4: AddressSet<UInt32>
    /// The IPv6 part.
    package private(set) var v6: AddressSet<UInt128>

    /// The addresses of `v6` that are IPv4-mapped are left out.
    package init(v4: AddressSet<UInt32> = AddressSet(), v6: AddressSet<UInt128> = AddressSet()) {
        self.v4 = v4
        self.v6 = v6.overlaps(Self.mappedSpace) ? v6.subtracting(AddressSet(CollectionOfOne(Self.mappedSpace))) : v6
    }

    /// The union of ranges in any order, overlapping or not.
    package init(_ ranges: some Sequence<IPRange>) {
        var builder = IPAddressSetBuilder()
        for range in ranges { builder.insert(range) }
        self = builder.build()
    }

    /// `::ffff:0:0/96` (RFC 4291 §2.5.5.2).
    private static var mappedSpace: AddressRange<UInt128> {
        AddressRange(UInt128(IPAddress.mappedPrefix), prefixLength: 96)
    }

    /// Whether it holds no address of either family.
    package var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

    /// The ranges of both families: what the set costs in memory and time.
    package var rangeCount: Int { v4.ranges.count + v6.ranges.count }

    /// Whether the address is in the set; O(log n).
    package func contains(_ address: IPAddress) -> Bool {
        address.v4.map { v4.contains($0) } ?? v6.contains(address.mapped)
    }

    /// The fewest CIDR networks that make up the set, computed as they are asked for: IPv4 first, each family in order.
    package var prefixes: some Sequence<IPPrefix> {
        var v4 = v4.blocks
        var v6 = v6.blocks
        return AnyIterator { v4.next().map { IPPrefix($0) } ?? v6.next().map { IPPrefix($0) } }
    }

    /// Adds the addresses of a range, without a walk over the set.
    package mutating func insert(_ range: IPRange) {
        switch range {
        case .v4(let range): v4.insert(range)
        case .v6(let range):
            v6.insert(range)
            v6.remove(Self.mappedSpace)
        }
    }

    /// Takes away the addresses of a range, without a walk over the set.
    package mutating func remove(_ range: IPRange) {
        switch range {
        case .v4(let range): v4.remove(range)
        case .v6(let range): v6.remove(range)
        }
    }
}
