/// The union of several lists in which every address still knows the lists it came from.
///
/// Kept as sorted ranges with one ``ListMask`` each; a range ends where the mask changes. IPv4 costs 16 bytes a range.
package struct AttributedSet<Bits: AddressBits>: Hashable, Sendable {
    /// Sorted and disjoint. Two that touch differ in their masks.
    package private(set) var ranges: [AddressRange<Bits>] = []
    /// The lists that hold the range at the same index; never empty.
    package private(set) var masks: [ListMask] = []

    /// Nothing, from no list.
    package init() {}

    /// The list at index *n* becomes bit *n* of the masks.
    ///
    /// - Precondition: at most ``ListMask/capacity`` lists.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package init(merging lists: [AddressSet<Bits>]) {
        // Each end of a range begins at most one stretch, so that this is never outgrown; memory never written to costs
        // nothing.
        let most = 2 * lists.reduce(0) { $0 + $1.ranges.count }
        ranges.reserveCapacity(most)
        masks.reserveCapacity(most)
        MaskSweep(lists).forEach { range, inside in append(range, ListMask(rawValue: inside)) }
    }

    @inline(__always)
    private mutating func append(_ range: AddressRange<Bits>, _ mask: ListMask) {
        ranges.append(range)
        masks.append(mask)
    }

    /// The lists that hold the address; empty when none does. O(log n).
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package func lists(holding address: Bits) -> ListMask {
        let index = ranges.partitioningIndex { $0.last >= address }
        return index < ranges.count && ranges[index].first <= address ? masks[index] : []
    }

    /// The number of addresses that are in one of the lists, and of those that are in no other. The whole IPv6 space has
    /// one more than fits and is counted one short.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package func addressCounts(of list: Int) -> (all: UInt128, alone: UInt128) {
        let own = ListMask(list: list)
        func count(_ isCounted: (ListMask) -> Bool) -> UInt128 {
            AddressSet(canonical: ranges.indices.filter { isCounted(masks[$0]) }.map { ranges[$0] }).addressCount
        }
        return (all: count { !$0.isDisjoint(with: own) }, alone: count { $0 == own })
    }

    /// The fewest CIDR blocks that make up all addresses, no matter from which list; those of ``union()`` without making
    /// that set.
    package var blocks: AddressBlockSequence<Bits> { AddressBlockSequence(ranges) }

    /// All addresses, no matter from which list.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package func union() -> AddressSet<Bits> {
        var builder = AddressSetBuilder<Bits>()
        builder.reserveCapacity(ranges.count)
        for range in ranges { builder.insert(range) }
        return builder.build()
    }

    /// The same without the addresses of `removed`; what stays keeps its lists.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package func subtracting(_ removed: AddressSet<Bits>) -> Self {
        guard !removed.isEmpty else { return self }
        var result = Self()
        var next = 0  // the first removed range that does not end before the range at hand
        for (range, mask) in zip(ranges, masks) {
            while next < removed.ranges.count, removed.ranges[next].last < range.first { next &+= 1 }
            var start: Bits? = range.first  // where what is left of the range begins
            while let rest = start, next < removed.ranges.count, removed.ranges[next].first <= range.last {
                let hole = removed.ranges[next]
                if hole.first > rest { result.append(AddressRange(rest, hole.first &- 1), mask) }
                guard hole.last < range.last else {  // it may reach into the next range as well
                    start = nil
                    break
                }
                start = hole.last &+ 1
                next &+= 1
            }
            if let start { result.append(AddressRange(start, range.last), mask) }
        }
        return result
    }
}
