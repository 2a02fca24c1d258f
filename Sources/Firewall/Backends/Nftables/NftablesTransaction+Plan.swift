import Netlink

extension NftablesTransaction {
    /// Makes the sets for those lists of intervals that the plan writes anew, and fills them. No rule refers to them yet, so
    /// that packets see nothing of it.
    ///
    /// Hash sets change with the generation. Sets of intervals follow a moment later: since 2026 the kernel makes their
    /// look-up table when the new generation is in use already (net/netfilter/nft_set_rbtree.c, `nft_rbtree_commit`). Rules
    /// that changed over to one in the transaction that makes it would find it empty for that moment.
    mutating func prepare(_ plan: FirewallPlan, over layout: NftablesLayout) {
        let new = layout.after(plan)
        if plan.changes[.allowed4].isReplacement { write(plan.changes.allowed4, to: new.set(of: .allowed4)) }
        if plan.changes[.allowed6].isReplacement { write(plan.changes.allowed6, to: new.set(of: .allowed6)) }
        if plan.changes[.networks4].isReplacement {
            write(plan.changes.networks4, to: new.set(of: .networks4))
            writeRegions(of: plan.changes.networks4, in: new)
        }
        if plan.changes[.networks6].isReplacement { write(plan.changes.networks6, to: new.set(of: .networks6)) }
    }

    /// Deletes what ``prepare(_:over:)`` made.
    mutating func discardPrepared(_ plan: FirewallPlan, over layout: NftablesLayout) {
        let new = layout.after(plan)
        for list in FirewallList.intervals where plan.changes[list].isReplacement { delete(set: new.set(of: list)) }
        if new.regions != layout.regions { delete(set: new.regions.name) }
    }

    /// Writes a plan, of an update without what was prepared.
    ///
    /// What is new comes first, then the rules change over to it, then what is old goes. What is allowed comes before what is
    /// blocked: the kernel publishes sets of intervals one after the other in the order in which they are first named.
    mutating func write(_ plan: FirewallPlan, over layout: NftablesLayout) {
        let old = layout
        let new = layout.after(plan)
        reserve(plan.changes.encodedSize)
        switch plan.extent {
        case .rebuild:
            if plan.base.condition != .absent { deleteTable() }
            writeFrame(plan.stamp.policy)
            prepare(plan, over: layout)
        case .update: break
        }
        update(plan.changes.allowed4, in: new.set(of: .allowed4))
        update(plan.changes.allowed6, in: new.set(of: .allowed6))
        update(plan.changes.networks4, in: new.set(of: .networks4))
        if !plan.changes[.networks4].isReplacement { writeRegions(of: plan.changes.networks4, in: new) }
        update(plan.changes.networks6, in: new.set(of: .networks6))
        write(plan.changes.blocked4, to: new.set(of: .blocked4))
        write(plan.changes.blocked6, to: new.set(of: .blocked6))

        let rules = NftablesRules(new, plan.stamp.policy)
        switch plan.extent {
        case .rebuild:
            write(rules)
        case .update:
            if new != old || plan.changesPolicy {
                flush(chain: NftablesLayout.incoming)
                flush(chain: NftablesLayout.listed)
                if plan.stamp.policy.blocksOutbound {
                    flush(chain: NftablesLayout.outgoing)
                    flush(chain: NftablesLayout.refused)
                }
                write(rules)
            }
            for list in FirewallList.allCases where new.numbers[list] != old.numbers[list] {
                delete(set: old.set(of: list))
            }
            if new.regions != old.regions { delete(set: old.regions.name) }
            delete(element: NftablesLayout.stampKey, from: NftablesLayout.stamp)
        }
        add(element: NftablesLayout.stampKey, comment: plan.stamp.text, to: NftablesLayout.stamp)
    }

    /// The table and what is in it whatever is listed.
    private mutating func writeFrame(_ policy: FirewallPolicy) {
        addTable(comment: NftablesLayout.tableComment)
        add(counter: NftablesLayout.dropped)
        add(counter: NftablesLayout.observed)
        for set in NftablesLayout.flowSets { add(set) }
        add(NftablesLayout.stampSet)
        add(NftablesChain(name: NftablesLayout.listed))
        add(NftablesChain(name: NftablesLayout.incoming, hook: NftablesLayout.hook(policy)))
        guard policy.blocksOutbound else { return }
        add(counter: NftablesLayout.refusals)
        add(NftablesChain(name: NftablesLayout.refused))
        add(NftablesChain(name: NftablesLayout.outgoing, hook: NftablesLayout.outgoingHook))
    }

    private mutating func write(_ rules: NftablesRules) {
        for rule in rules.listed { append(rule, to: NftablesLayout.listed) }
        for rule in rules.incoming { append(rule, to: NftablesLayout.incoming) }
        for rule in rules.refused { append(rule, to: NftablesLayout.refused) }
        for rule in rules.outgoing { append(rule, to: NftablesLayout.outgoing) }
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
        case .keep, .update: break
        case .replace(let list):
            add(NftablesSet(name: set, type: Key.setType, kind: .intervals))
            add(intervals: list.items, to: set)
        }
    }

    private mutating func update<Key: AddressKey>(_ change: ListChange<AddressIntervals<Key>>, in set: String) {
        switch change {
        case .keep, .replace: break
        case .update(let removing, let adding):
            delete(intervals: removing, from: set)
            add(intervals: adding, to: set)
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

extension NftablesLayout {
    /// How the objects are named when a plan is done.
    func after(_ plan: FirewallPlan) -> Self {
        switch plan.extent {
        case .rebuild: return .initial
        case .update:
            var new = self
            for list in FirewallList.allCases where plan.changes[list].isReplacement { new.numbers[list] &+= 1 }
            return new
        }
    }
}

extension FirewallPlan {
    /// Whether sets are to be prepared in a transaction of their own.
    var hasPreparations: Bool {
        extent == .update && FirewallList.intervals.contains { changes[$0].isReplacement }
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
