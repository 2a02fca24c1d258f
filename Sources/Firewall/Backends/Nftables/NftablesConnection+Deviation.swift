import Netlink

extension NftablesConnection {
    /// Asks for the items that were changed and returns, in words, what is not as it should be; `nil` when all is.
    mutating func deviation(
        from changes: ListChanges, _ layout: NftablesLayout
    ) throws(NetlinkError) -> String? {
        if let text = try deviation(from: changes.blocked4, .blocked4, layout) { return text }
        if let text = try deviation(from: changes.blocked6, .blocked6, layout) { return text }
        if let text = try deviation(from: changes.networks4, .networks4, layout) { return text }
        if let text = try deviation(from: regions(of: changes.networks4), layout) { return text }
        if let text = try deviation(from: changes.networks6, .networks6, layout) { return text }
        if let text = try deviation(from: changes.allowed4, .allowed4, layout) { return text }
        return try deviation(from: changes.allowed6, .allowed6, layout)
    }

    /// The regions that the change was to make known.
    private func regions(of change: ListChange<AddressIntervals<UInt32>>) -> [UInt32] {
        switch change {
        case .keep: []
        case .update(_, let adding): NftablesRegions.of(adding).sampled
        case .replace(let list): NftablesRegions.of(list.items).sampled
        }
    }

    private mutating func deviation(from regions: [UInt32], _ layout: NftablesLayout) throws(NetlinkError) -> String? {
        let present = try countPresent(addresses: regions, in: layout.regions.name, of: NftablesLayout.table)
        return present == regions.count
            ? nil : "\(regions.count - present) regions of blocked IPv4 networks are not there"
    }

    private mutating func deviation<Key: AddressKey>(
        from change: ListChange<ExactAddresses<Key>>, _ list: FirewallList, _ layout: NftablesLayout
    ) throws(NetlinkError) -> String? {
        try deviation(from: change, list) { (connection, addresses) throws(NetlinkError) in
            let present = try connection.countPresent(
                addresses: addresses, in: layout.set(of: list), of: NftablesLayout.table)
            return (present, addresses.count)
        }
    }

    private mutating func deviation<Key: AddressKey>(
        from change: ListChange<AddressIntervals<Key>>, _ list: FirewallList, _ layout: NftablesLayout
    ) throws(NetlinkError) -> String? {
        try deviation(from: change, list) { (connection, ranges) throws(NetlinkError) in
            let present = try connection.countPresent(
                intervals: ranges, in: layout.set(of: list), of: NftablesLayout.table)
            // Both bounds of each were asked for; one that reaches to the last address has one.
            return (present, ranges.reduce(0) { $0 + ($1.upperBound == .max ? 1 : 2) })
        }
    }

    /// - Parameter presence: of the elements that make up some items, how many the kernel has, and how many there are.
    private mutating func deviation<List: AddressList>(
        from change: ListChange<List>, _ list: FirewallList,
        presence: (inout Self, [List.Item]) throws(NetlinkError) -> (present: Int, all: Int)
    ) throws(NetlinkError) -> String? {
        let gone: [List.Item]
        let there: [List.Item]
        switch change {
        case .keep: return nil
        case .update(let removing, let adding): (gone, there) = (removing.sampled, adding.sampled)
        case .replace(let items): (gone, there) = ([], items.items.sampled)
        }
        let left = try presence(&self, gone)
        if left.present > 0 { return "\(left.present) of what was removed from the \(list.title) is still there" }
        let kept = try presence(&self, there)
        if kept.present < kept.all {
            return "\(kept.all - kept.present) of \(kept.all) elements asked for of the \(list.title) are not there"
        }
        return nil
    }
}
