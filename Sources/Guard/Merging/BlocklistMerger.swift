package import Blocklists
package import Firewall
package import IPNetworks

/// The lists of all sources and what must not be blocked, as one answer to the question what the kernel is to drop.
///
/// A change of a few addresses is worked in by comparing only the cells that they are in, before and after: a few
/// microseconds each, however large the lists are. Anything larger compares everything. Both ways lead to the same lists.
package struct BlocklistMerger: Sendable {
    private(set) var limits: MergeLimits
    private(set) var sources: [MergedSource] = []
    /// What was in force before this start, as long as a source has no list that could say otherwise.
    private(set) var inherited: KeptList?
    private(set) var allowlist = Allowlist()
    /// Addresses that somebody is logged in from. Not on the allowlist, because they come and go with every attempt.
    private(set) var sessions: Set<IPAddress> = []

    private var touched = CellChanges()
    private var mustCompareEverything = true
    /// The union of all lists, while it is known.
    private var union: IPAddressSet?

    package init(limits: MergeLimits = MergeLimits()) { self.limits = limits }

    // MARK: - Sources

    /// Makes room for the list of one more source; at most ``ListMask/capacity`` of them.
    package mutating func register(_ source: SourceIdentity, _ list: KeptList?) -> Int {
        sources.append(MergedSource(identity: source, list: list))
        everythingMayDiffer()
        return sources.count - 1
    }

    /// Keeps blocking what was blocked, until every source has a list. What is on a list already goes when that list
    /// lets it go: it is not kept for the sake of those that are missing.
    package mutating func inherit(_ blocked: IPAddressSet) {
        guard sources.contains(where: { $0.list == nil }) else { return }
        inherited = KeptList(sources.compactMap(\.list).reduce(blocked) { $0.subtracting($1.addresses) })
        everythingMayDiffer()
    }

    /// Puts a list in the place of a source's last one; not if all lists together would then block too much.
    package mutating func replace(_ list: KeptList, of source: Int) throws(MergeRefusal) {
        let earlier = (sources[source].list, inherited)
        sources[source].list = list
        if sources.allSatisfy({ $0.list != nil }) { inherited = nil }
        let union = makeUnion()
        if let objection = limits.objection(to: union) {
            (sources[source].list, inherited) = earlier
            throw .tooLarge(objection, limit: limits.limitText)
        }
        everythingMayDiffer()
        self.union = union
    }

    /// Nobody wants a source any more, and what it alone lists is not blocked any more; or somebody wants it again.
    mutating func retire(_ source: Int, _ isRetired: Bool = true) {
        guard sources[source].isRetired != isRetired else { return }
        sources[source].isRetired = isRetired
        if isRetired { sources[source].list = KeptList() }
        everythingMayDiffer()
    }

    /// Lists that come from now on are judged by these.
    mutating func limit(_ limits: MergeLimits) { self.limits = limits }

    /// Takes over a list that differs from the source's last one in these addresses at most.
    package mutating func change(_ addresses: [IPAddress], to list: KeptList, of source: Int) {
        union = nil
        for address in addresses { touch(address) }
        sources[source].list = list
    }

    /// The sources that list an address.
    package func sources(of address: IPAddress) -> [SourceIdentity] {
        sources.filter { $0.list?.contains(address) ?? false }.map(\.identity)
    }

    /// Whether addresses of its family are blocked at all.
    func covers(_ address: IPAddress) -> Bool { address.isIPv4 || limits.coversIPv6 }

    // MARK: - What is not blocked

    package mutating func allow(_ allowlist: Allowlist) {
        guard allowlist != self.allowlist else { return }
        self.allowlist = allowlist
        mustCompareEverything = true
    }

    package mutating func allow(sessions: Set<IPAddress>) {
        for address in sessions.symmetricDifference(self.sessions) { touch(address) }
        self.sessions = sessions
    }

    /// What lists ask for and do not get, and why.
    package func exclusions() -> [Exclusion] {
        sources.flatMap { source -> [Exclusion] in
            guard let list = source.list else { return [] }
            let inSession = sessions.filter(list.contains).sorted().map {
                Exclusion(
                    source: source.identity, listed: IPRange($0), kept: AllowedRange(IPRange($0), .sshSession))
            }
            return inSession + allowlist.exclusions(from: list.addresses, of: source.identity)
        }
    }

    // MARK: - What is blocked

    /// What has changed since the last call, which is thereby forgotten. Also returned is what to give back to
    /// ``restore(_:)`` if the change does not come about.
    mutating func takeChange() -> (change: DesiredChange, undo: CellChanges) {
        if mustCompareEverything || touched.isTooMany {
            mustCompareEverything = false
            touched = CellChanges()
            return (.everything, CellChanges())
        }
        let taken = touched
        touched = CellChanges()
        guard !taken.isEmpty else { return (.nothing, taken) }
        var difference = CellDifference()
        for (cell, before) in taken.v4 {
            difference.add(cell, before, blocked(cell), neighbours: cell.neighbours.map { blocked($0) })
        }
        for (cell, before) in taken.v6 {
            difference.add(cell, before, blocked(cell), neighbours: cell.neighbours.map { blocked($0) })
        }
        return (difference.change(neighboursBefore: taken), taken)
    }

    /// The kernel does not hold what it was last asked to.
    mutating func restore(_ undo: CellChanges) { touched.restore(undo) }

    /// The kernel may hold anything.
    package mutating func compareEverything() { mustCompareEverything = true }

    var hasChange: Bool { mustCompareEverything || !touched.isEmpty }

    /// All that the kernel is to hold.
    package mutating func lists() -> FirewallLists {
        let blocked = (union ?? makeUnion()).subtracting(allowlist.addresses).subtracting(
            IPAddressSet(sessions.map { IPRange($0) }))
        union = nil
        let covered = limits.coversIPv6 ? blocked : IPAddressSet(v4: blocked.v4)
        return FirewallLists(blocked: covered, allowed: allowlist.addresses)
    }

    /// The addresses of a cell that the kernel is to drop.
    private func blocked(_ cell: AddressCell<UInt32>) -> CellMask {
        var mask = CellMask.none
        for list in lists(of: sources) { mask.formUnion(list.coverage(of: cell)) }
        guard !mask.isEmpty else { return mask }
        mask.subtract(cell.coverage(by: allowlist.addresses.v4))
        return sessions.isEmpty ? mask : mask.subtracting(cell.mask { sessions.contains(IPAddress(v4: $0)) })
    }

    private func blocked(_ cell: AddressCell<UInt128>) -> CellMask {
        guard limits.coversIPv6 else { return .none }
        var mask = CellMask.none
        for list in lists(of: sources) { mask.formUnion(list.coverage(of: cell)) }
        guard !mask.isEmpty else { return mask }
        mask.subtract(cell.coverage(by: allowlist.addresses.v6))
        return sessions.isEmpty ? mask : mask.subtracting(cell.mask { sessions.contains(IPAddress(v6: $0)) })
    }

    private func lists(of sources: [MergedSource]) -> [KeptList] {
        sources.compactMap(\.list) + (inherited.map { [$0] } ?? [])
    }

    private func makeUnion() -> IPAddressSet {
        lists(of: sources).reduce(IPAddressSet()) { $0.isEmpty ? $1.addresses : $0.union($1.addresses) }
    }

    /// Remembers what the kernel holds around an address that is about to change.
    private mutating func touch(_ address: IPAddress) {
        if let v4 = address.v4 {
            let cell = AddressCell(holding: v4)
            if !touched.has(cell) { touched.note(cell, blocked(cell)) }
        } else {
            let cell = AddressCell(holding: address.mapped)
            if !touched.has(cell) { touched.note(cell, blocked(cell)) }
        }
    }

    private mutating func everythingMayDiffer() {
        union = nil
        mustCompareEverything = true
    }
}
