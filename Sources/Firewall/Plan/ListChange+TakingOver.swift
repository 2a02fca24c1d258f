import Netlink

/// A change of intervals in place comes into force a moment later than one of exact addresses in the same transaction
/// (see ``NftablesTransaction/prepare(_:over:)``). Where an address changes from one to the other, packets would see it on
/// neither list; the intervals are written anew then, since a list that is prepared changes over at the same instant.
extension ListChange {
    /// Whether added intervals hold one of these addresses.
    ///
    /// - Parameter addresses: in order.
    func takesOver<Key: AddressKey>(from addresses: [Key]) -> Bool where List == AddressIntervals<Key> {
        switch self {
        case .keep, .replace: false
        case .update(_, let adding): adding.contains { addresses.hasElement(in: $0) }
        }
    }

    /// The addresses that may be on the list before and not after.
    func leaving<Key: AddressKey>(_ old: ExactAddresses<Key>) -> [Key] where List == ExactAddresses<Key> {
        switch self {
        case .keep: []
        case .update(let removing, _): removing
        case .replace: old.items
        }
    }

    /// The addresses that may be on the list after and not before.
    var arriving: [List.Item] {
        switch self {
        case .keep: []
        case .update(_, let adding): adding
        case .replace(let list): list.items
        }
    }
}

extension Array where Element: AddressKey {
    /// Whether this sorted array has an element in the range.
    fileprivate func hasElement(in range: ClosedRange<Element>) -> Bool {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < range.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < count && self[low] <= range.upperBound
    }
}
