package import Netlink

/// Networks and other intervals of one family, in order: no two overlap or touch, so that equal sets of addresses are
/// equal arrays, and the kernel's tree, which refuses overlaps, takes them as they are.
package struct AddressIntervals<Key: AddressKey>: AddressList {
    package private(set) var items: [ClosedRange<Key>]

    package init() { items = [] }

    /// Takes ranges in any order, overlapping or not. An array that is canonical already is taken over as it is.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package init(_ ranges: [ClosedRange<Key>]) {
        items = ranges.isCanonical() ? ranges : ranges.radixSorted { $0.lowerBound }.merged()
    }

    package static func precedes(_ a: ClosedRange<Key>, _ b: ClosedRange<Key>) -> Bool {
        a.lowerBound != b.lowerBound ? a.lowerBound < b.lowerBound : a.upperBound < b.upperBound
    }

    package static func digest(of range: ClosedRange<Key>) -> UInt64 {
        Digest.of(range.lowerBound, range.upperBound)
    }

    /// An interval has two bounds in the kernel's tree, and half of the bounds are counted. One that reaches to the last
    /// address of its family lacks the second bound.
    package static func counted(_ ranges: [ClosedRange<Key>]) -> Int {
        ranges.last?.upperBound == .max ? ranges.count - 1 : ranges.count
    }

    package static func capacity(for count: Int) -> Int? { nil }

    /// Only ranges that have nothing to do with each other come and go in place.
    ///
    /// While a transaction is under way the tree holds the old bounds and the new ones. Before Linux 6.17 a look-up that
    /// met a bound which was not valid yet gave up there, even inside a range that was listed before and after. A new
    /// bound in or at an old range is therefore never put into the tree that packets are looked up in.
    package static func canChangeInPlace(removing: [ClosedRange<Key>], adding: [ClosedRange<Key>]) -> Bool {
        var added = 0
        for range in removing {
            while added < adding.count, adding[added].lowerBound < range.lowerBound, !adding[added].touches(range) {
                added += 1
            }
            if added < adding.count, adding[added].touches(range) { return false }
        }
        return true
    }

    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func apply(removing: [ClosedRange<Key>], adding: [ClosedRange<Key>]) -> Bool {
        guard let changed = items.removing(removing, adding: adding, by: Self.precedes), changed.isCanonical()
        else { return false }
        items = changed
        return true
    }
}

extension ClosedRange where Bound: AddressKey {
    /// Whether the ranges overlap, or no address lies between them.
    func touches(_ other: Self) -> Bool {
        let (first, second) = lowerBound <= other.lowerBound ? (self, other) : (other, self)
        return first.upperBound >= second.lowerBound || second.lowerBound - first.upperBound == 1
    }
}

extension Array {
    /// In order, with an address between any two.
    fileprivate func isCanonical<Key: AddressKey>() -> Bool where Element == ClosedRange<Key> {
        withUnsafeBufferPointer { ranges in
            for index in ranges.indices.dropFirst() {
                let (previous, next) = (ranges[index - 1], ranges[index])
                guard previous.lowerBound < next.lowerBound, !previous.touches(next) else { return false }
            }
            return true
        }
    }

    /// For an array sorted by lower bounds: its ranges with those that overlap or touch made one.
    fileprivate func merged<Key: AddressKey>() -> [Element] where Element == ClosedRange<Key> {
        var result: [ClosedRange<Key>] = []
        for range in self {
            if let last = result.last, last.touches(range) {
                result[result.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
