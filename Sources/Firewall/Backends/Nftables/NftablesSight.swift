import Netlink

/// Our table as it was found.
struct NftablesSight {
    var condition: FirewallStanding.Condition
    var layout = NftablesLayout.initial
    var counts = PerList<Int?> { _ in nil }
    var capacities = PerList<Int?> { _ in nil }

    init(_ condition: FirewallStanding.Condition) { self.condition = condition }
}

extension NftablesConnection {
    /// Looks at everything but the elements of the lists, and compares it with what this version would have made.
    mutating func sight() throws(NetlinkError) -> NftablesSight {
        let table = NftablesLayout.table
        guard try comment(ofTable: table) != nil else { return NftablesSight(.absent) }
        guard try comment(ofTable: NftablesLayout.bridge) == nil else {
            return NftablesSight(.foreign("a change was cut off and left table \(NftablesLayout.bridge) behind"))
        }
        let sets = try sets(of: table)

        guard sets.contains(where: { $0.name == NftablesLayout.stamp }),
            let text = try elementComments(of: NftablesLayout.stamp, in: table).first,
            let stamp = FirewallStamp(text: text)
        else {
            return NftablesSight(.foreign("table \(table) was made by another program or another version of this one"))
        }

        var sight = NftablesSight(.intact(stamp))
        if let missing = sight.note(sets) {
            sight.condition = .foreign("table \(table) lacks \(missing)")
            return sight
        }
        guard try counter(NftablesLayout.dropped, of: table) != nil,
            try counter(NftablesLayout.observed, of: table) != nil
        else {
            sight.condition = .foreign("table \(table) lacks its counters")
            return sight
        }
        let rules = NftablesRules(sight.layout, stamp.policy)
        guard try areAs(rules, stamp.policy) else {
            sight.condition = .foreign("somebody changed the rules of table \(table)")
            return sight
        }
        return sight
    }

    /// Whether our chains and their rules are the ones that we would have made.
    private mutating func areAs(_ rules: NftablesRules, _ policy: FirewallPolicy) throws(NetlinkError) -> Bool {
        let table = NftablesLayout.table
        guard try chain(NftablesLayout.incoming, of: table)?.hook == NftablesLayout.hook(policy),
            rules.areAs(
                incoming: try ruleComments(ofChain: NftablesLayout.incoming, in: table),
                listed: try ruleComments(ofChain: NftablesLayout.listed, in: table))
        else { return false }
        guard policy.blocksOutbound else { return true }
        guard try counter(NftablesLayout.refusals, of: table) != nil,
            try chain(NftablesLayout.outgoing, of: table)?.hook == NftablesLayout.outgoingHook,
            try chain(NftablesLayout.refused, of: table) != nil
        else { return false }
        return rules.areAs(
            outgoing: try ruleComments(ofChain: NftablesLayout.outgoing, in: table),
            refused: try ruleComments(ofChain: NftablesLayout.refused, in: table))
    }
}

extension NftablesSight {
    /// Takes over how the sets behind the lists are named and filled; returns what is missing.
    fileprivate mutating func note(_ sets: [NftablesSetStatus]) -> String? {
        var found = PerList { _ in false }
        for set in sets {
            guard let (list, number) = NftablesLayout.list(of: set.name), set.isFit(for: list) else { continue }
            if found[list] { return "a single set \(list.rawValue)" }
            found[list] = true
            layout.numbers[list] = number
            counts[list] = set.count.map { Int($0) }
            capacities[list] = set.capacity.map { Int($0) }
        }
        if let missing = FirewallList.allCases.first(where: { !found[$0] }) { return "set \(missing.rawValue)" }
        let names = sets.map(\.name)
        let others = [layout.regions] + NftablesLayout.flowSets
        return others.map(\.name).first { !names.contains($0) }.map { "set \($0)" }
    }
}

extension NftablesSetStatus {
    fileprivate func isFit(for list: FirewallList) -> Bool {
        switch list {
        case .blocked4: keyLength == 4 && !hasIntervals && capacity != nil
        case .blocked6: keyLength == 16 && !hasIntervals && capacity != nil
        case .networks4, .allowed4: keyLength == 4 && hasIntervals
        case .networks6, .allowed6: keyLength == 16 && hasIntervals
        }
    }
}
