import Netlink

extension NftablesConnection {
    /// Lists the elements of all sets; `nil` when one of them has bounds that make no intervals, or a region is missing.
    ///
    /// - Parameter counts: how many items to expect, where that is known.
    mutating func lists(_ layout: NftablesLayout, counts: PerList<Int?>) throws(NetlinkError) -> FirewallLists? {
        var lists = FirewallLists()
        lists.blocked4 = try exact(.blocked4, layout, counts)
        lists.blocked6 = try exact(.blocked6, layout, counts)
        guard let networks4: AddressIntervals<UInt32> = try intervals(.networks4, layout),
            let networks6: AddressIntervals<UInt128> = try intervals(.networks6, layout),
            let allowed4: AddressIntervals<UInt32> = try intervals(.allowed4, layout),
            let allowed6: AddressIntervals<UInt128> = try intervals(.allowed6, layout)
        else { return nil }
        let regions: [UInt32] = try addresses(of: layout.regions.name, in: NftablesLayout.table)
        guard Set(regions).isSuperset(of: NftablesRegions.of(networks4.items)) else { return nil }
        lists.networks4 = networks4
        lists.networks6 = networks6
        lists.allowed4 = allowed4
        lists.allowed6 = allowed6
        return lists
    }

    private mutating func exact<Key: AddressKey>(
        _ list: FirewallList, _ layout: NftablesLayout, _ counts: PerList<Int?>
    ) throws(NetlinkError) -> ExactAddresses<Key> {
        ExactAddresses(
            try addresses(of: layout.set(of: list), in: NftablesLayout.table, expected: counts[list] ?? 0))
    }

    private mutating func intervals<Key: AddressKey>(
        _ list: FirewallList, _ layout: NftablesLayout
    ) throws(NetlinkError) -> AddressIntervals<Key>? {
        let bounds: (starts: [Key], ends: [Key]) = try intervalBounds(
            of: layout.set(of: list), in: NftablesLayout.table)
        return AddressIntervals(starts: bounds.starts, ends: bounds.ends)
    }
}

extension AddressIntervals {
    /// From the first addresses of intervals and the addresses after their last ones, each in any order. Only the last
    /// interval may lack an end: it reaches to the last address there is.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    init?(starts: [Key], ends: [Key]) {
        let starts = starts.radixSorted { $0 }
        let ends = ends.radixSorted { $0 }
        guard ends.count == starts.count || ends.count == starts.count - 1 else { return nil }
        var ranges: [ClosedRange<Key>] = []
        ranges.reserveCapacity(starts.count)
        for (index, start) in starts.enumerated() {
            let last = index < ends.count ? ends[index] &- 1 : Key.max
            guard start <= last, index + 1 == starts.count || last < starts[index + 1] else { return nil }
            ranges.append(start...last)
        }
        self.init(ranges)
    }
}
