import Netlink

/// Our sets and rules as they were found.
struct IpsetSight {
    var condition: FirewallStanding.Condition
    var counts = PerList<Int?> { _ in nil }
    var capacities = PerList<Int?> { _ in nil }
    /// Sets under our names.
    var sets: [String: IpsetStatus]
    var tables: PerFamily<IptablesTable>
    /// Which lists have an address that their sets cannot hold.
    var nulls = PerList { _ in false }

    /// Compares what is there with what this version would have made.
    ///
    /// - Parameter comment: what the set of the stamp says.
    init(sets: [String: IpsetStatus], comment: String?, tables: PerFamily<IptablesTable>) {
        self.sets = sets
        self.tables = tables
        condition = .absent
        if sets.isEmpty, !tables.v4.isOurs, !tables.v6.isOurs { return }
        guard let comment else {
            condition = .foreign("the set \(IpsetLayout.stamp.name) is missing or empty")
            return
        }
        guard let stamp = IpsetStamp(text: comment) else {
            condition = .foreign(
                comment == IpsetStamp.changing
                    ? "a change was cut off" : "the sets were made by another program or another version of this one")
            return
        }
        nulls = stamp.nulls
        for list in FirewallList.addresses { note(list) }
        condition = deviation(from: stamp).map { .foreign($0) } ?? .intact(stamp.stamp)
    }

    private mutating func note(_ list: FirewallList) {
        guard let status = sets[IpsetLayout.name(of: list)] else { return }
        counts[list] = Int(status.count) + (nulls[list] ? 1 : 0)
        capacities[list] = Int(status.maximum)
    }

    /// Whether a set is there and can be used.
    func isFit(_ set: IpsetSet) -> Bool { sets[set.name].map { $0.isFit(for: set) } ?? false }

    private func deviation(from stamp: IpsetStamp) -> String? {
        for list in FirewallList.allCases {
            let name = IpsetLayout.name(of: list)
            guard isFit(IpsetLayout.set(of: list, named: name, expecting: 0)) else {
                return "there is no set \(name) as it should be"
            }
            let shadow = IpsetLayout.shadow(of: list)
            if sets[shadow] != nil { return "a change was cut off and left set \(shadow) behind" }
        }
        for list in FirewallList.intervals {
            let name = IpsetLayout.name(of: list)
            let count = Int(sets[name]?.count ?? 0)
            if count != stamp.networkCounts[list] {
                return "set \(name) holds \(count) networks instead of \(stamp.networkCounts[list])"
            }
        }
        for set in IpsetLayout.counting where !isFit(set) { return "there is no set \(set.name) as it should be" }
        for set in IpsetLayout.totals where sets[set.name]?.count != IpsetLayout.halves {
            return "somebody changed set \(set.name)"
        }
        for family in IpsetFamily.allCases {
            let table = tables[family]
            let rules = IptablesRules(family, stamp.stamp.policy, chains: table.chains.keys)
            if let text = rules.deviation(in: table) { return "\(family.title): \(text)" }
        }
        return nil
    }
}

/// One value for each family.
struct PerFamily<Value> {
    var v4: Value
    var v6: Value

    subscript(family: IpsetFamily) -> Value {
        switch family {
        case .v4: v4
        case .v6: v6
        }
    }
}
