/// What is to happen to each of the lists.
package struct ListChanges: Equatable, Sendable {
    package var blocked4: ListChange<ExactAddresses<UInt32>> = .keep
    package var blocked6: ListChange<ExactAddresses<UInt128>> = .keep
    package var networks4: ListChange<AddressIntervals<UInt32>> = .keep
    package var networks6: ListChange<AddressIntervals<UInt128>> = .keep
    package var allowed4: ListChange<AddressIntervals<UInt32>> = .keep
    package var allowed6: ListChange<AddressIntervals<UInt128>> = .keep

    init() {}

    /// The difference between what is there and what is to be.
    init(from old: FirewallLists, to new: FirewallLists, capacities: PerList<Int?>) {
        blocked4 = ListChange(from: old.blocked4, to: new.blocked4, capacity: capacities[.blocked4])
        blocked6 = ListChange(from: old.blocked6, to: new.blocked6, capacity: capacities[.blocked6])
        networks4 = ListChange(from: old.networks4, to: new.networks4, capacity: capacities[.networks4])
        networks6 = ListChange(from: old.networks6, to: new.networks6, capacity: capacities[.networks6])
        allowed4 = ListChange(from: old.allowed4, to: new.allowed4, capacity: capacities[.allowed4])
        allowed6 = ListChange(from: old.allowed6, to: new.allowed6, capacity: capacities[.allowed6])
        Self.reconcile(
            &blocked4, &networks4, from: old.blocked4, to: new.blocked4, and: new.networks4,
            capacity: capacities[.blocked4])
        Self.reconcile(
            &blocked6, &networks6, from: old.blocked6, to: new.blocked6, and: new.networks6,
            capacity: capacities[.blocked6])
        // A change of intervals in place comes into force a moment later than one of single addresses; what is prepared
        // does not.
        if allowed4.takesOver(from: blocked4.arriving) { allowed4 = .replace(with: new.allowed4) }
        if allowed6.takesOver(from: blocked6.arriving) { allowed6 = .replace(with: new.allowed6) }
    }

    /// All lists anew.
    init(replacingWith lists: FirewallLists) {
        blocked4 = .replace(with: lists.blocked4)
        blocked6 = .replace(with: lists.blocked6)
        networks4 = .replace(with: lists.networks4)
        networks6 = .replace(with: lists.networks6)
        allowed4 = .replace(with: lists.allowed4)
        allowed6 = .replace(with: lists.allowed6)
    }

    /// A known difference; `nil` when one of the lists would have to be made anew for it.
    init?(removing: FirewallLists, adding: FirewallLists, standing: FirewallStanding) {
        func change<List: AddressList>(
            _ list: FirewallList, _ contents: (FirewallLists) -> List
        ) -> ListChange<List>? {
            ListChange(
                removing: contents(removing), adding: contents(adding), count: standing.counts[list],
                capacity: standing.capacities[list])
        }
        guard let blocked4 = change(.blocked4, { $0.blocked4 }), let blocked6 = change(.blocked6, { $0.blocked6 }),
            let networks4 = change(.networks4, { $0.networks4 }), let networks6 = change(.networks6, { $0.networks6 }),
            let allowed4 = change(.allowed4, { $0.allowed4 }), let allowed6 = change(.allowed6, { $0.allowed6 })
        else { return nil }
        guard !allowed4.takesOver(from: adding.blocked4.items), !allowed6.takesOver(from: adding.blocked6.items)
        else { return nil }
        self.blocked4 = blocked4
        self.blocked6 = blocked6
        self.networks4 = networks4
        self.networks6 = networks6
        self.allowed4 = allowed4
        self.allowed6 = allowed6
        let lingering = lingering
        let peaks = keeping(lingering).counts(after: standing.counts)
        for list in [FirewallList.blocked4, .blocked6] {
            if let peak = peaks[list], let capacity = standing.capacities[list], peak > capacity { return nil }
        }
    }

    /// What becomes of one list, without its items.
    package subscript(list: FirewallList) -> ListChangeSummary {
        switch list {
        case .blocked4: ListChangeSummary(blocked4)
        case .blocked6: ListChangeSummary(blocked6)
        case .networks4: ListChangeSummary(networks4)
        case .networks6: ListChangeSummary(networks6)
        case .allowed4: ListChangeSummary(allowed4)
        case .allowed6: ListChangeSummary(allowed6)
        }
    }

    /// How many items the kernel counts afterwards.
    func counts(after counts: PerList<Int?>) -> PerList<Int?> {
        PerList { list in
            switch list {
            case .blocked4: blocked4.count(after: counts[list])
            case .blocked6: blocked6.count(after: counts[list])
            case .networks4: networks4.count(after: counts[list])
            case .networks6: networks6.count(after: counts[list])
            case .allowed4: allowed4.count(after: counts[list])
            case .allowed6: allowed6.count(after: counts[list])
            }
        }
    }

    package var isEmpty: Bool { FirewallList.allCases.allSatisfy { self[$0] == .keep } }

    /// How many items the kernel is told about.
    package var size: Int { FirewallList.allCases.reduce(0) { $0 + self[$1].size } }
}
