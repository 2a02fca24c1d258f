/// Collects ranges in any order and makes a set of them in linear time.
///
/// Ranges that arrive in order are joined on the way in, so a sorted list is never sorted again and a list that
/// repeats itself next to itself costs no memory for it.
@usableFromInline
package struct AddressSetBuilder<Bits: AddressBits>: Sendable {
    @usableFromInline var ranges: [AddressRange<Bits>] = []
    @usableFromInline var isSorted = true

    @inlinable
    package init() {}

    /// The ranges held at this moment: at most the number of insertions.
    @inlinable
    package var count: Int { ranges.count }

    /// Reserves memory for that many ranges at once.
    @inlinable
    package mutating func reserveCapacity(_ count: Int) {
        ranges.reserveCapacity(count)
    }

    /// Adds the addresses of a range.
    @inlinable
    package mutating func insert(_ range: AddressRange<Bits>) {
        if let last = ranges.last {
            if range.first >= last.first {
                if range.first <= last.last || range.first &- last.last == 1 {
                    if range.last > last.last { ranges[ranges.count &- 1] = AddressRange(last.first, range.last) }
                    return
                }
            } else {
                isSorted = false
            }
        }
        ranges.append(range)
    }

    /// The set of everything inserted.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    @usableFromInline
    package consuming func build() -> AddressSet<Bits> {
        var builder = consume self  // so that the array is owned once and sorted in place
        if !builder.isSorted {
            RadixSort.sort(&builder.ranges)
            builder.joinSortedRanges()
        }
        return AddressSet(canonical: builder.ranges)
    }

    /// Joins sorted ranges that overlap or touch, in place.
    private mutating func joinSortedRanges() {
        guard var joined = ranges.first else { return }
        var count = 0
        for index in 1..<ranges.count {
            let range = ranges[index]
            if range.first <= joined.last || range.first &- joined.last == 1 {
                if range.last > joined.last { joined = AddressRange(joined.first, range.last) }
            } else {
                ranges[count] = joined
                count &+= 1
                joined = range
            }
        }
        ranges[count] = joined
        ranges.removeSubrange((count &+ 1)...)
    }
}
