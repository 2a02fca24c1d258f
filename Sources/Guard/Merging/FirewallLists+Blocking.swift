import Blocklists
package import Firewall
package import IPNetworks
import Netlink

/// How sets of addresses become the lists of a firewall.
///
/// A cell of eight addresses all of which are blocked belongs to a network; what is left of the others are single
/// addresses. The kernel keeps single addresses in a hash, which is cheap to change and to look up, and networks in a
/// tree, which costs more of both. With this rule one address more or less nearly always concerns the hash alone, however
/// close its neighbours are, and equal sets make equal lists whatever way led to them.
extension FirewallLists {
    /// - Parameter blocked: without what is allowed.
    package init(blocked: IPAddressSet, allowed: IPAddressSet) {
        self.init()
        (blocked4, networks4) = Self.split(blocked.v4)
        (blocked6, networks6) = Self.split(blocked.v6)
        allowed4 = Self.intervals(allowed.v4)
        allowed6 = Self.intervals(allowed.v6)
    }

    /// All blocked addresses.
    package var blocked: IPAddressSet {
        var builder = IPAddressSetBuilder()
        builder.v4.reserveCapacity(blocked4.count + networks4.count)
        builder.v6.reserveCapacity(blocked6.count + networks6.count)
        for address in blocked4.items { builder.v4.insert(AddressRange(address)) }
        for range in networks4.items { builder.v4.insert(AddressRange(range.lowerBound, range.upperBound)) }
        for address in blocked6.items { builder.v6.insert(AddressRange(address)) }
        for range in networks6.items { builder.v6.insert(AddressRange(range.lowerBound, range.upperBound)) }
        return builder.build()
    }

    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    private static func split<Bits: AddressBits & AddressKey>(
        _ set: AddressSet<Bits>
    ) -> (ExactAddresses<Bits>, AddressIntervals<Bits>) {
        let inCell = AddressCell<Bits>.size &- 1
        var single: [Bits] = []
        var networks: [ClosedRange<Bits>] = []
        single.reserveCapacity(set.ranges.count)
        for range in set.ranges {
            // How many addresses lie before the first cell that begins in the range, and behind the last that ends in it.
            let before = (0 &- range.first) & inCell
            let behind = (range.last &+ 1) & inCell
            // Together they are fewer than 16; with a whole cell between them the range is longer by at least eight.
            guard range.span >= before &+ behind &+ inCell else {
                append(range.first, range.last, to: &single)
                continue
            }
            let network = range.first &+ before...range.last &- behind
            if before > 0 { append(range.first, network.lowerBound &- 1, to: &single) }
            networks.append(network)
            if behind > 0 { append(network.upperBound &+ 1, range.last, to: &single) }
        }
        return (ExactAddresses(single), AddressIntervals(networks))
    }

    @inline(__always)
    private static func append<Bits: AddressBits>(_ first: Bits, _ last: Bits, to single: inout [Bits]) {
        var address = first
        while true {
            single.append(address)
            if address == last { return }
            address &+= 1
        }
    }

    private static func intervals<Bits: AddressBits & AddressKey>(_ set: AddressSet<Bits>) -> AddressIntervals<Bits> {
        AddressIntervals(set.ranges.map { $0.first...$0.last })
    }
}
