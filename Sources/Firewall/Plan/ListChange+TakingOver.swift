import Netlink

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

    /// Whether removed intervals hold one of these addresses.
    ///
    /// - Parameter addresses: in order.
    func givesUp<Key: AddressKey>(to addresses: [Key]) -> Bool where List == AddressIntervals<Key> {
        switch self {
        case .keep, .replace: false
        case .update(let removing, _): removing.contains { addresses.hasElement(in: $0) }
        }
    }

    /// The items that may be on the list after and not before.
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
    func hasElement(in range: ClosedRange<Element>) -> Bool {
        let first = partitioningIndex { $0 >= range.lowerBound }
        return first < count && self[first] <= range.upperBound
    }
}

extension Array {
    /// Whether one of these ranges, in order and disjoint, holds the key.
    func holds<Key: AddressKey>(_ key: Key) -> Bool where Element == ClosedRange<Key> {
        let first = partitioningIndex { $0.upperBound >= key }
        return first < count && self[first].lowerBound <= key
    }

    /// The index of the first element with a property that all later ones have too; `count` when none has it.
    private func partitioningIndex(where isLate: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isLate(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
