import Netlink

extension NftablesTransaction {
    /// Writes a plan, and returns how the objects are named when it is done.
    ///
    /// What is new comes first, then the rules change over to it, then what is old goes.
    mutating func write(_ plan: FirewallPlan, over layout: NftablesLayout) -> NftablesLayout {
        let old = layout
        var new = layout
        reserve(plan.changes.encodedSize)
        switch plan.extent {
        case .rebuild:
            new = .initial
            if plan.base.condition != .absent { deleteTable() }
            writeFrame()
        case .update:
            for list in FirewallList.allCases where plan.changes[list].isReplacement { new.numbers[list] &+= 1 }
        }
        write(plan.changes.blocked4, to: new.set(of: .blocked4))
        write(plan.changes.blocked6, to: new.set(of: .blocked6))
        write(plan.changes.networks4, to: new.set(of: .networks4))
        writeRegions(of: plan.changes.networks4, in: new)
        write(plan.changes.networks6, to: new.set(of: .networks6))
        write(plan.changes.allowed4, to: new.set(of: .allowed4))
        write(plan.changes.allowed6, to: new.set(of: .allowed6))

        let rules = NftablesRules(new, plan.stamp.policy)
        switch plan.extent {
        case .rebuild:
            write(rules)
        case .update:
            if new != old || plan.changesPolicy {
                flush(chain: NftablesLayout.incoming)
                flush(chain: NftablesLayout.listed)
                write(rules)
            }
            for list in FirewallList.allCases where new.numbers[list] != old.numbers[list] {
                delete(set: old.set(of: list))
            }
            if new.regions != old.regions { delete(set: old.regions.name) }
            delete(element: NftablesLayout.stampKey, from: NftablesLayout.stamp)
        }
        add(element: NftablesLayout.stampKey, comment: plan.stamp.text, to: NftablesLayout.stamp)
        return new
    }

    /// The table and what is in it whatever is listed.
    private mutating func writeFrame() {
        addTable(comment: NftablesLayout.tableComment)
        add(counter: NftablesLayout.dropped)
        add(counter: NftablesLayout.observed)
        for set in NftablesLayout.flowSets { add(set) }
        add(NftablesLayout.stampSet)
        add(NftablesChain(name: NftablesLayout.listed))
        add(NftablesChain(name: NftablesLayout.incoming, hook: NftablesLayout.hook))
    }

    private mutating func write(_ rules: NftablesRules) {
        for rule in rules.listed { append(rule, to: NftablesLayout.listed) }
        for rule in rules.incoming { append(rule, to: NftablesLayout.incoming) }
    }

    private mutating func writeRegions(of change: ListChange<AddressIntervals<UInt32>>, in layout: NftablesLayout) {
        switch change {
        case .keep: break
        case .update(_, let adding):
            add(addresses: NftablesRegions.of(adding), to: layout.regions.name, mayExist: true)
        case .replace(let list):
            add(layout.regions)
            add(addresses: NftablesRegions.of(list.items), to: layout.regions.name)
        }
    }

    private mutating func write<Key: AddressKey>(_ change: ListChange<ExactAddresses<Key>>, to set: String) {
        switch change {
        case .keep: break
        case .update(let removing, let adding):
            delete(addresses: removing, from: set)
            add(addresses: adding, to: set)
        case .replace(let list):
            let capacity = UInt32(clamping: ExactAddresses<Key>.capacity(for: list.count) ?? list.count)
            add(NftablesSet(name: set, type: Key.setType, kind: .exact(capacity: capacity)))
            add(addresses: list.items, to: set)
        }
    }

    private mutating func write<Key: AddressKey>(_ change: ListChange<AddressIntervals<Key>>, to set: String) {
        switch change {
        case .keep: break
        case .update(let removing, let adding):
            delete(intervals: removing, from: set)
            add(intervals: adding, to: set)
        case .replace(let list):
            add(NftablesSet(name: set, type: Key.setType, kind: .intervals))
            add(intervals: list.items, to: set)
        }
    }
}

extension ListChanges {
    /// In bytes, as messages to the kernel.
    fileprivate var encodedSize: Int {
        NftablesTransaction.size(ofAddresses: self[.blocked4].size, UInt32.self)
            + NftablesTransaction.size(
                ofAddresses: min(self[.networks4].size, Int(NftablesRegions.capacity)), UInt32.self)
            + NftablesTransaction.size(ofAddresses: self[.blocked6].size, UInt128.self)
            + NftablesTransaction.size(ofIntervals: self[.networks4].size, UInt32.self)
            + NftablesTransaction.size(ofIntervals: self[.networks6].size, UInt128.self)
            + NftablesTransaction.size(ofIntervals: self[.allowed4].size, UInt32.self)
            + NftablesTransaction.size(ofIntervals: self[.allowed6].size, UInt128.self)
    }
}

extension ListChangeSummary {
    fileprivate var isReplacement: Bool {
        switch self {
        case .keep, .update: false
        case .replace: true
        }
    }
}
