/// A set of addresses of one family, kept as the fewest sorted ranges that hold them.
///
/// No two ranges overlap or touch, so equal sets are equal arrays. IPv4 costs 8 bytes a range, IPv6 32.
@usableFromInline
package struct AddressSet<Bits: AddressBits>: Hashable, Sendable {
    /// Sorted by address; between any two lies at least one address that is not in the set.
    @usableFromInline package internal(set) var ranges: [AddressRange<Bits>]

    /// The empty set.
    @inlinable
    package init() {
        ranges = []
    }

    @inlinable
    init(canonical ranges: [AddressRange<Bits>]) {
        self.ranges = ranges
    }

    /// The union of ranges in any order, overlapping or not; linear time.
    @inlinable
    package init(_ ranges: some Sequence<AddressRange<Bits>>) {
        var builder = AddressSetBuilder<Bits>()
        for range in ranges { builder.insert(range) }
        self = builder.build()
    }

    /// Whether it holds no address.
    @inlinable
    package var isEmpty: Bool { ranges.isEmpty }

    /// The fewest CIDR blocks that make up the set, in order, computed as they are asked for.
    @inlinable
    package var blocks: AddressBlockSequence<Bits> { AddressBlockSequence(ranges) }
}

extension AddressSet {
    /// Whether the address is in the set; O(log n).
    @inlinable
    package func contains(_ address: Bits) -> Bool {
        range(holding: address) != nil
    }

    /// Whether all of `range` is in the set; O(log n).
    @inlinable
    package func contains(_ range: AddressRange<Bits>) -> Bool {
        self.range(holding: range.first).map { range.last <= $0.last } ?? false
    }

    /// The range of the set that holds the address; O(log n).
    @inlinable
    package func range(holding address: Bits) -> AddressRange<Bits>? {
        let index = indexOfFirstRange(endingAtOrAfter: address)
        guard index < ranges.count, ranges[index].first <= address else { return nil }
        return ranges[index]
    }

    /// The first range of the set that reaches up to `address` or beyond; O(log n).
    @inlinable
    package func firstRange(endingAtOrAfter address: Bits) -> AddressRange<Bits>? {
        let index = indexOfFirstRange(endingAtOrAfter: address)
        return index < ranges.count ? ranges[index] : nil
    }

    /// Whether any address of `range` is in the set; O(log n).
    @inlinable
    package func overlaps(_ range: AddressRange<Bits>) -> Bool {
        let index = indexOfFirstRange(endingAtOrAfter: range.first)
        return index < ranges.count && ranges[index].first <= range.last
    }

    /// The first range whose last address is not before `address`, or the number of ranges.
    @inlinable
    func indexOfFirstRange(endingAtOrAfter address: Bits) -> Int {
        ranges.partitioningIndex { $0.last >= address }
    }
}

extension AddressSet {
    /// The number of addresses. The whole IPv6 space has one more than fits and is counted one short.
    @inlinable
    package var addressCount: UInt128 {
        ranges.reduce(0) { count, range in
            let (others, isFull) = count.addingReportingOverflow(UInt128(range.span))
            return isFull || others == .max ? .max : others &+ 1
        }
    }

    /// The part of the family's address space that is in the set: 0…1.
    @inlinable
    package var shareOfSpace: Double {
        ranges.reduce(0) { $0 + (Double($1.span) + 1) } / (Double(Bits.max) + 1)
    }
}
