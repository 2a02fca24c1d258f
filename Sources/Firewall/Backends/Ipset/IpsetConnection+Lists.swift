import Netlink

extension IpsetConnection {
    /// Those of these sets that there are, by name.
    mutating func statuses(of names: [String]) throws(NetlinkError) -> [String: IpsetStatus] {
        var statuses: [String: IpsetStatus] = [:]
        for name in names { statuses[name] = try status(of: name) }
        return statuses
    }

    /// Lists the elements of all sets of lists.
    ///
    /// - Parameters:
    ///   - counts: how many items to expect, where that is known.
    ///   - nulls: which lists have an address that their sets cannot hold.
    mutating func lists(counts: PerList<Int?>, nulls: PerList<Bool>) throws(NetlinkError) -> FirewallLists {
        var lists = FirewallLists()
        lists.blocked4 = ExactAddresses(try addresses(of: .blocked4, counts) + (nulls[.blocked4] ? [0] : []))
        lists.blocked6 = ExactAddresses(try addresses(of: .blocked6, counts) + (nulls[.blocked6] ? [0] : []))
        lists.networks4 = try intervals(.networks4)
        lists.networks6 = try intervals(.networks6)
        lists.allowed4 = try intervals(.allowed4)
        lists.allowed6 = try intervals(.allowed6)
        return lists
    }

    private mutating func addresses<Key: AddressKey>(
        of list: FirewallList, _ counts: PerList<Int?>
    ) throws(NetlinkError) -> [Key] {
        try addresses(of: IpsetLayout.name(of: list), expected: counts[list] ?? 0)
    }

    private mutating func intervals<Key: AddressKey>(_ list: FirewallList) throws(NetlinkError) -> AddressIntervals<Key>
    {
        let networks: [IpsetNetwork<Key>] = try networks(of: IpsetLayout.name(of: list))
        return AddressIntervals(networks.map(\.range))
    }

    /// What was counted; nothing when there are no sets.
    mutating func traffic() throws(NetlinkError) -> FirewallTraffic {
        var traffic = FirewallTraffic.none
        for family in IpsetFamily.allCases {
            traffic.dropped += try count(of: IpsetLayout.total(.drop, family).name)
            traffic.observed += try count(of: IpsetLayout.total(.logOnly, family).name)
            traffic.flows += try flows(of: IpsetLayout.flows(family).name)
        }
        return traffic
    }

    // MARK: - Verifying

    /// Asks for the items that were changed and returns, in words, what is not as it should be; `nil` when all is. Of single
    /// addresses, an even sample of a large change.
    mutating func deviation(from changes: ListChanges) throws(NetlinkError) -> String? {
        if let text = try deviation(from: changes.blocked4, .blocked4) { return text }
        if let text = try deviation(from: changes.blocked6, .blocked6) { return text }
        if let text = try deviation(from: changes.networks4, .networks4) { return text }
        if let text = try deviation(from: changes.networks6, .networks6) { return text }
        if let text = try deviation(from: changes.allowed4, .allowed4) { return text }
        return try deviation(from: changes.allowed6, .allowed6)
    }

    private mutating func deviation<Key: AddressKey>(
        from change: ListChange<ExactAddresses<Key>>, _ list: FirewallList
    ) throws(NetlinkError) -> String? {
        let gone: ArraySlice<Key>
        let there: ArraySlice<Key>
        switch change {
        case .keep: return nil
        case .update(let removing, let adding):
            (gone, there) = (removing.sampled.withoutNull, adding.sampled.withoutNull)
        case .replace(let items): (gone, there) = ([], items.items.sampled.withoutNull)
        }
        let name = IpsetLayout.name(of: list)
        let left = try countPresent(gone, in: name)
        if left > 0 { return "\(left) of what was removed from the \(list.title) is still there" }
        let present = try countPresent(there, in: name)
        if present < there.count {
            return "\(there.count - present) of \(there.count) elements asked for of the \(list.title) are not there"
        }
        return nil
    }

    private mutating func deviation<Key: AddressKey>(
        from change: ListChange<AddressIntervals<Key>>, _ list: FirewallList
    ) throws(NetlinkError) -> String? {
        if case .keep = change { return nil }
        let found: AddressIntervals<Key> = try intervals(list)
        switch change {
        case .keep: return nil
        case .update(let removing, let adding):
            let items = Set(found.items)
            if let left = removing.first(where: items.contains) { return "\(left) is still among the \(list.title)" }
            if let lost = adding.first(where: { !items.contains($0) }) {
                return "\(lost) is not among the \(list.title)"
            }
            return nil
        case .replace(let wanted):
            return found == wanted ? nil : "the \(list.title) are not those that were written"
        }
    }
}

extension PacketCount {
    fileprivate static func += (a: inout Self, b: Self) {
        a.packets &+= b.packets
        a.bytes &+= b.bytes
    }
}
