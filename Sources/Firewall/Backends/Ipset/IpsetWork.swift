import Netlink

/// One plan on its way into the kernel, in the order that ``IpsetSession`` explains; and back, when a step fails.
final class IpsetWork {
    private unowned let session: IpsetSession
    private let plan: FirewallPlan
    private let sight: IpsetSight
    private let programs: PerFamily<IptablesProgram>
    /// How to undo what was done, in the order in which it was done.
    private var undo: [() throws -> Void] = []

    init(
        _ plan: FirewallPlan, over sight: IpsetSight, programs: PerFamily<IptablesProgram>, session: IpsetSession
    ) {
        self.session = session
        self.plan = plan
        self.sight = sight
        self.programs = programs
    }

    /// Whether iptables has to be told anything.
    var changesRules: Bool {
        switch plan.extent {
        case .rebuild: true
        case .update: plan.changesPolicy
        }
    }

    /// Which lists have an address afterwards that their sets cannot hold.
    var nulls: PerList<Bool> {
        PerList { list in
            switch list {
            case .blocked4: plan.changes.blocked4.hasNull(before: sight.nulls[list])
            case .blocked6: plan.changes.blocked6.hasNull(before: sight.nulls[list])
            case .networks4, .networks6, .allowed4, .allowed6: false
            }
        }
    }

    func carryOut() throws(FirewallError) {
        let isRebuilt = plan.extent != .update
        let before = isRebuilt ? try session.grounds() : nil
        if isRebuilt { try makeFrame() }
        try kernel { () throws(NetlinkError) in
            try session.sets.note(IpsetStamp.changing, at: IpsetLayout.stampKey, in: IpsetLayout.stamp.name)
        }
        do throws(FirewallError) {
            let counts = try changeLists()
            if changesRules { try changeRules() }
            if let before { try session.noteOrigin(since: before) }
            try note(IpsetStamp(plan.stamp, networkCounts: counts, nulls: nulls))
        } catch {
            try? retreat()
            throw error
        }
        for list in FirewallList.allCases { try? session.sets.destroy(IpsetLayout.shadow(of: list)) }
    }

    // MARK: - The frame

    /// Makes the sets that are missing. Those that are there stay, and go on blocking; what a change that was cut off
    /// left goes. Where rules of ours are found broken, they are put right first: what the sets hold is better than nothing.
    private func makeFrame() throws(FirewallError) {
        try removeMisfits()
        for list in FirewallList.allCases {
            let name = IpsetLayout.name(of: list)
            if sight.sets[IpsetLayout.shadow(of: list)] != nil { try destroy(IpsetLayout.shadow(of: list)) }
            let set = IpsetLayout.set(of: list, named: name, expecting: expected(list))
            try ensure(set)
        }
        try ensure(IpsetLayout.stamp)
        for set in IpsetLayout.counting { try ensure(set) }
        for mode in FirewallPolicy.Mode.allCases {
            try fillHalves(of: IpsetLayout.total(mode, .v4), UInt32.self)
            try fillHalves(of: IpsetLayout.total(mode, .v6), UInt128.self)
        }
        if !sight.sets.isEmpty { try changeRules() }
    }

    /// Somebody else's sets under our names cannot be swapped with ours: rules that ask them go, and they do.
    private func removeMisfits() throws(FirewallError) {
        let wanted =
            FirewallList.allCases.map {
                IpsetLayout.set(of: $0, named: IpsetLayout.name(of: $0), expecting: 0)
            } + [IpsetLayout.stamp] + IpsetLayout.counting
        let misfits = wanted.filter { sight.sets[$0.name] != nil && !sight.isFit($0) }
        guard !misfits.isEmpty else { return }
        for family in IpsetFamily.allCases where sight.tables[family].isOurs {
            try programs[family].restore(sight.tables[family].removal)
        }
        for set in misfits { try destroy(set.name) }
    }

    private func ensure(_ set: IpsetSet) throws(FirewallError) {
        if sight.isFit(set) { return }
        try kernel { () throws(NetlinkError) in try session.sets.create(set) }
    }

    private func fillHalves<Key: AddressKey>(
        of set: IpsetSet, _: Key.Type
    ) throws(FirewallError) {
        let halves = IpsetNetwork<Key>.covering([0...Key.max])
        let present: [IpsetNetwork<Key>] = try kernel { () throws(NetlinkError) in
            try session.sets.networks(of: set.name)
        }
        let missing = halves.filter { !present.contains($0) }
        try kernel { () throws(NetlinkError) in try session.sets.fill(set.name, with: missing) }
    }

    private func destroy(_ set: String) throws(FirewallError) {
        do throws(NetlinkError) {
            try session.sets.destroy(set)
        } catch {
            guard error.code == .setBusy else { throw FirewallError(error) }
            throw .program("set \(set) cannot be replaced: a rule that is not ours asks it")
        }
    }

    // MARK: - The lists

    /// Returns how many networks the sets of networks hold then.
    private func changeLists() throws(FirewallError) -> PerList<Int> {
        let changes = plan.changes
        let allowed4 = try prepare(changes.allowed4, .allowed4)
        let allowed6 = try prepare(changes.allowed6, .allowed6)
        let networks4 = try prepare(changes.networks4, .networks4)
        let networks6 = try prepare(changes.networks6, .networks6)
        let isFilled4 = try prepare(changes.blocked4, .blocked4)
        let isFilled6 = try prepare(changes.blocked6, .blocked6)

        try take(.add, allowed4.adding, of: .allowed4)
        try take(.add, allowed6.adding, of: .allowed6)
        try take(.add, networks4.adding, of: .networks4)
        try take(.add, networks6.adding, of: .networks6)
        if !isFilled4 { try change(changes.blocked4, .blocked4) }
        if !isFilled6 { try change(changes.blocked6, .blocked6) }
        let changesAddresses = changes[.blocked4] != .keep || changes[.blocked6] != .keep
        let givesUpNetworks = networks4.isLosing || networks6.isLosing
        if changesAddresses && givesUpNetworks { PacketsUnderWay.letThrough() }
        if networks4.isLosing { try swap(.networks4) }
        if networks6.isLosing { try swap(.networks6) }
        let disallows = allowed4.isLosing || allowed6.isLosing
        if disallows && (changesAddresses || givesUpNetworks) { PacketsUnderWay.letThrough() }
        if allowed4.isLosing { try swap(.allowed4) }
        if allowed6.isLosing { try swap(.allowed6) }
        return PerList { list in
            switch list {
            case .blocked4, .blocked6: 0
            case .networks4: networks4.count
            case .networks6: networks6.count
            case .allowed4: allowed4.count
            case .allowed6: allowed6.count
            }
        }
    }

    /// What a change of intervals means for the networks that make them up.
    private struct Networks<Key: AddressKey> {
        /// To be added to what is there.
        var adding: [IpsetNetwork<Key>] = []
        /// Whether any go: all that are to stay are in another set then, to be swapped in.
        var isLosing = false
        /// How many there are in the end.
        var count: Int
    }

    private func prepare<Key: AddressKey>(
        _ change: ListChange<AddressIntervals<Key>>, _ list: FirewallList
    ) throws(FirewallError) -> Networks<Key> {
        let name = IpsetLayout.name(of: list)
        let wanted: AddressIntervals<Key>
        let present: [IpsetNetwork<Key>]
        switch change {
        case .keep:
            return Networks(count: Int(sight.sets[name]?.count ?? 0))
        case .update(let removing, let adding):
            present = try kernel { () throws(NetlinkError) in try session.sets.networks(of: name) }
            var intervals = AddressIntervals(present.map(\.range))
            guard intervals.apply(removing: removing, adding: adding) else {
                throw .drifted("the \(list.title) are other ones")
            }
            wanted = intervals
        case .replace(let intervals):
            present = try kernel { () throws(NetlinkError) in try session.sets.networks(of: name) }
            wanted = intervals
        }
        let new = IpsetNetwork.covering(wanted.items)
        let old = present.sorted(by: IpsetNetwork.precedes)
        let difference = old.difference(to: new, limit: .max, by: IpsetNetwork.precedes)
        guard let (removing, adding) = difference, !removing.isEmpty else {
            return Networks(adding: difference?.adding ?? new, count: new.count)
        }
        let set = IpsetLayout.set(of: list, named: IpsetLayout.shadow(of: list), expecting: new.count)
        try make(set)
        try kernel { () throws(NetlinkError) in try session.sets.fill(set.name, with: new) }
        return Networks(adding: adding, isLosing: true, count: new.count)
    }

    /// Returns whether nothing more is to be done: a set that was just made is filled where it stands.
    private func prepare<Key: AddressKey>(
        _ change: ListChange<ExactAddresses<Key>>, _ list: FirewallList
    ) throws(FirewallError) -> Bool {
        guard case .replace(let addresses) = change else { return false }
        let isNew = !sight.isFit(IpsetLayout.set(of: list, named: IpsetLayout.name(of: list), expecting: 0))
        let name = isNew ? IpsetLayout.name(of: list) : IpsetLayout.shadow(of: list)
        if !isNew { try make(IpsetLayout.set(of: list, named: name, expecting: addresses.count)) }
        try kernel { () throws(NetlinkError) in try session.sets.fill(name, with: addresses.items.withoutNull) }
        return isNew
    }

    private func make(_ set: IpsetSet) throws(FirewallError) {
        try kernel { () throws(NetlinkError) in try session.sets.create(set) }
        undo.append { [unowned self] in try destroy(set.name) }
    }

    private func swap(_ list: FirewallList) throws(FirewallError) {
        try kernel { () throws(NetlinkError) in
            try session.sets.swap(IpsetLayout.name(of: list), IpsetLayout.shadow(of: list))
        }
        undo.append { [unowned self] in try swap(list) }
    }

    private func change<Key: AddressKey>(
        _ change: ListChange<ExactAddresses<Key>>, _ list: FirewallList
    ) throws(FirewallError) {
        switch change {
        case .keep: break
        case .update(let removing, let adding):
            try take(.add, adding.withoutNull, of: list)
            try take(.delete, removing.withoutNull, of: list)
        case .replace: try swap(list)
        }
    }

    private func take<Key: AddressKey>(
        _ change: IpsetConnection.Change, _ addresses: ArraySlice<Key>, of list: FirewallList
    ) throws(FirewallError) {
        if addresses.isEmpty { return }
        let outcome = try kernel { () throws(NetlinkError) in
            try session.sets.change(change, addresses: addresses, of: IpsetLayout.name(of: list))
        }
        undo.append { [unowned self] in try take(change.opposite, addresses.prefix(outcome.done), of: list) }
        if let refusal = outcome.refusal { throw FirewallError(.refused(refusal)) }
    }

    private func take<Key: AddressKey>(
        _ change: IpsetConnection.Change, _ networks: [IpsetNetwork<Key>], of list: FirewallList
    ) throws(FirewallError) {
        if networks.isEmpty { return }
        let outcome = try kernel { () throws(NetlinkError) in
            try session.sets.change(change, networks: networks, of: IpsetLayout.name(of: list))
        }
        undo.append { [unowned self] in try take(change.opposite, Array(networks[..<outcome.done]), of: list) }
        if let refusal = outcome.refusal { throw FirewallError(.refused(refusal)) }
    }

    // MARK: - Rules and stamp

    /// Each family at one instant, IPv4 first.
    private func changeRules() throws(FirewallError) {
        for family in IpsetFamily.allCases {
            try write(plan.stamp.policy, family)
            if let old = plan.base.stamp?.policy { undo.append { [unowned self] in try write(old, family) } }
        }
    }

    private func write(_ policy: FirewallPolicy, _ family: IpsetFamily) throws(FirewallError) {
        // What is there now, which may be what this work put there itself.
        var table = try programs[family].table()
        while true {
            let rules = IptablesRules(family, policy, chains: table.chains.keys)
            if rules.deviation(in: table) == nil { return }
            do throws(FirewallError) {
                return try programs[family].restore(rules.restoration(over: table))
            } catch {
                // Somebody else may have changed what these lines were made for.
                let now = try programs[family].table()
                if now == table { throw error }
                table = now
            }
        }
    }

    private func note(_ stamp: IpsetStamp) throws(FirewallError) {
        try kernel { () throws(NetlinkError) in
            try session.sets.note(stamp.text, at: IpsetLayout.stampKey, in: IpsetLayout.stamp.name)
        }
    }

    /// Undoes everything, the last step first. The stamp comes back only if all succeeded.
    private func retreat() throws {
        let steps = undo.reversed()
        for step in steps { try step() }
        guard let stamp = plan.base.stamp else { return }
        let counts = PerList { Int(sight.sets[IpsetLayout.name(of: $0)]?.count ?? 0) }
        try note(IpsetStamp(stamp, networkCounts: counts, nulls: sight.nulls))
    }

    /// How many items a list is written anew with.
    private func expected(_ list: FirewallList) -> Int { plan.changes[list].size }

    private func kernel<Result>(_ work: () throws(NetlinkError) -> Result) throws(FirewallError) -> Result {
        do throws(NetlinkError) {
            return try work()
        } catch {
            throw FirewallError(error)
        }
    }
}
