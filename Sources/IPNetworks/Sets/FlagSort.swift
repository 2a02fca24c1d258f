/// An American flag sort (McIlroy, Bostic, McIlroy: Engineering Radix Sort, 1993) by the first address of ranges, in place.
///
/// Count the values of one byte, then carry every range to its bucket along the cycles of the permutation, then do the
/// same in each bucket with the next byte. It needs no second array, and a byte on which all ranges of a bucket agree,
/// as in the upper half of IPv6 addresses, costs one pass of reading.
enum FlagSort<Bits: AddressBits> {
    /// Buckets of at most this many ranges are finished by insertion.
    private static var insertionLimit: Int { 24 }

    static func sort(_ ranges: inout [AddressRange<Bits>]) {
        var span = ranges.mutableSpan
        sort(&span, 0..<span.count, shift: Bits.bitWidth - 8)
    }

    /// Sorts the ranges at `bucket`, which agree on all bits above the byte at `shift`.
    private static func sort(_ ranges: inout MutableSpan<AddressRange<Bits>>, _ bucket: Range<Int>, shift: Int) {
        guard bucket.count > insertionLimit else { return insertionSort(&ranges, bucket) }
        var next = InlineArray<256, Int>(repeating: 0)  // where the next range of each byte value goes
        for index in bucket { next[byte(ranges[index], shift)] &+= 1 }
        var ends = InlineArray<256, Int>(repeating: 0)
        var end = bucket.lowerBound
        for value in 0..<256 {
            let count = next[value]
            next[value] = end
            end &+= count
            ends[value] = end
        }
        for value in 0..<256 {
            while next[value] < ends[value] {
                var carried = ranges[next[value]]
                var target = byte(carried, shift)
                while target != value {
                    let place = next[target]
                    next[target] = place &+ 1
                    let displaced = ranges[place]
                    ranges[place] = carried
                    carried = displaced
                    target = byte(carried, shift)
                }
                ranges[next[value]] = carried
                next[value] &+= 1
            }
        }
        guard shift > 0 else { return }
        var start = bucket.lowerBound
        for value in 0..<256 {
            if ends[value] &- start > 1 { sort(&ranges, start..<ends[value], shift: shift &- 8) }
            start = ends[value]
        }
    }

    @inline(__always)
    private static func byte(_ range: AddressRange<Bits>, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: (range.first &>> Bits(truncatingIfNeeded: shift)) & 0xff)
    }

    private static func insertionSort(_ ranges: inout MutableSpan<AddressRange<Bits>>, _ bucket: Range<Int>) {
        for index in bucket.dropFirst() {
            let moving = ranges[index]
            var hole = index
            while hole > bucket.lowerBound, ranges[hole &- 1].first > moving.first {
                ranges[hole] = ranges[hole &- 1]
                hole &-= 1
            }
            ranges[hole] = moving
        }
    }
}
