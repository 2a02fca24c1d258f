/// What is to happen to one list.
package enum ListChange<List: AddressList>: Equatable, Sendable {
    case keep
    /// Both in order.
    case update(removing: [List.Item], adding: [List.Item])
    /// A new list takes the place of the old one.
    case replace(with: List)
}

extension ListChange {
    /// How many items the kernel counts afterwards; `nil` when it is not known how many there were.
    func count(after count: Int?) -> Int? {
        switch self {
        case .keep: count
        case .update(let removing, let adding): count.map { $0 - List.counted(removing) + List.counted(adding) }
        case .replace(let list): List.counted(list.items)
        }
    }

    /// Below this many items it is never worth while to make a list anew.
    private static var smallChange: Int { 1024 }
    /// A list whose declared size would do for this many times its items is made anew, to give the memory back.
    private static var wastefulFactor: Int { 16 }

    /// The cheapest way from one list to another, in linear time.
    ///
    /// Adding and deleting an item costs the kernel about the same, so that a difference larger than the new list is not
    /// worth while.
    @inline(__always)
    init(from old: List, to new: List, capacity: Int?) {
        guard
            let difference = old.items.difference(
                to: new.items, limit: max(new.count, Self.smallChange), by: List.precedes)
        else {
            self = .replace(with: new)
            return
        }
        if difference.removing.isEmpty, difference.adding.isEmpty, !Self.isWasteful(capacity, for: new.count) {
            self = .keep
        } else if List.canChangeInPlace(removing: difference.removing, adding: difference.adding),
            Self.fits(new.count, into: capacity), !Self.isWasteful(capacity, for: new.count)
        {
            self = .update(removing: difference.removing, adding: difference.adding)
        } else {
            self = .replace(with: new)
        }
    }

    /// A difference that is known already; `nil` when it cannot be worked in without making the list anew.
    @inline(__always)
    init?(removing: List, adding: List, count: Int?, capacity: Int?) {
        if removing.isEmpty, adding.isEmpty {
            self = .keep
            return
        }
        self = .update(removing: removing.items, adding: adding.items)
        guard List.canChangeInPlace(removing: removing.items, adding: adding.items) else { return nil }
        guard let capacity else { return }
        guard let after = self.count(after: count), after >= 0, after <= capacity else { return nil }
    }

    private static func fits(_ count: Int, into capacity: Int?) -> Bool { capacity.map { count <= $0 } ?? true }

    private static func isWasteful(_ capacity: Int?, for count: Int) -> Bool {
        guard let capacity, let wanted = List.capacity(for: count) else { return false }
        return capacity / wastefulFactor > wanted
    }
}
