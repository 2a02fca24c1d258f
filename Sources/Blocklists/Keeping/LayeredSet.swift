import IPNetworks

/// A large set of addresses that changes by one address at a time.
///
/// A sorted array of 350,000 ranges takes a change in the time it takes to move a megabyte; this one in the time it takes
/// to search it. What changed is kept in two small sets beside the large one, and worked into it now and then: a copy of
/// the whole, and of what somebody else holds of it, is made once in thousands of changes.
struct LayeredSet<Bits: AddressBits>: Equatable, Sendable {
    private var base: AddressSet<Bits>
    /// Not in `base`.
    private var added = AddressSet<Bits>()
    /// In `base`.
    private var removed = AddressSet<Bits>()

    /// So many ranges may be beside the large set: a change moves some 30 KB at most.
    static var mostChanges: Int { 4096 }

    init(_ base: AddressSet<Bits> = AddressSet()) { self.base = base }

    /// Whether both hold the same addresses, however they came by them.
    static func == (a: Self, b: Self) -> Bool { a.settled == b.settled }

    func contains(_ address: Bits) -> Bool {
        base.contains(address) ? !removed.contains(address) : added.contains(address)
    }

    /// Returns whether that made a difference.
    mutating func insert(_ address: Bits) -> Bool {
        guard !contains(address) else { return false }
        if base.contains(address) {
            removed.remove(AddressRange(address))
        } else {
            added.insert(AddressRange(address))
        }
        settleIfLarge()
        return true
    }

    /// Returns whether that made a difference.
    mutating func remove(_ address: Bits) -> Bool {
        guard contains(address) else { return false }
        if base.contains(address) {
            removed.insert(AddressRange(address))
        } else {
            added.remove(AddressRange(address))
        }
        settleIfLarge()
        return true
    }

    /// The whole as one set; linear in its ranges unless nothing has changed.
    var settled: AddressSet<Bits> {
        if added.isEmpty, removed.isEmpty { return base }
        return base.subtracting(removed).union(added)
    }

    /// How many ranges the whole has, to within the changes that were not worked in yet.
    var rangeCount: Int { base.ranges.count + added.ranges.count - min(removed.ranges.count, base.ranges.count) }

    private mutating func settleIfLarge() {
        guard added.ranges.count + removed.ranges.count > Self.mostChanges else { return }
        self = Self(settled)
    }
}

extension LayeredSet {
    /// Which addresses of a cell are in the set.
    func coverage(of cell: AddressCell<Bits>) -> CellMask {
        cell.coverage(by: base).subtracting(cell.coverage(by: removed)).union(cell.coverage(by: added))
    }
}
