/// The fewest CIDR blocks that cover sorted, disjoint ranges exactly, in order of address; made one at a time. Ranges
/// that touch are covered as one.
///
/// Taking the largest aligned block at every step is the unique minimum: a block can only be covered by itself or by a
/// larger one, and the larger one would reach outside the range.
@usableFromInline
package struct AddressBlockSequence<Bits: AddressBits>: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let ranges: [AddressRange<Bits>]
    /// The next range to cover.
    @usableFromInline var index = 0
    /// What is left of the ranges before it.
    @usableFromInline var rest: AddressRange<Bits>?

    @inlinable
    init(_ ranges: [AddressRange<Bits>]) {
        self.ranges = ranges
    }

    @inlinable
    package mutating func next() -> AddressBlock<Bits>? {
        guard let range = rest ?? nextJoinedRange() else { return nil }
        let block = AddressBlock(beginning: range)
        let last = block.last
        rest = last == range.last ? nil : AddressRange(last &+ 1, range.last)
        return block
    }

    @inlinable
    mutating func nextJoinedRange() -> AddressRange<Bits>? {
        guard index < ranges.count else { return nil }
        let first = ranges[index].first
        var last = ranges[index].last
        index &+= 1
        while index < ranges.count, ranges[index].first &- last == 1 {
            last = ranges[index].last
            index &+= 1
        }
        return AddressRange(first, last)
    }
}
