/// An American flag sort (McIlroy, Bostic, McIlroy: Engineering Radix Sort, 1993) in place.
///
/// Count the values of one byte, then carry every element to its bucket along the cycles of the permutation, then do the
/// same in each bucket with the next byte. It needs no second array, and a byte on which all elements of a bucket agree,
/// as in the upper half of IPv6 addresses, costs one pass of reading.
enum FlagSort<Element: RadixSortable> {
    /// Buckets of at most this many elements are finished by insertion.
    private static var insertionLimit: Int { 24 }

    static func sort(_ elements: inout [Element]) {
        var span = elements.mutableSpan
        sort(&span, 0..<span.count, shift: Element.Key.bitWidth - 8)
    }

    /// Sorts the elements at `bucket`, which agree on all bits above the byte at `shift`.
    private static func sort(_ elements: inout MutableSpan<Element>, _ bucket: Range<Int>, shift: Int) {
        guard bucket.count > insertionLimit else { return insertionSort(&elements, bucket) }
        var next = InlineArray<256, Int>(repeating: 0)  // where the next element of each byte value goes
        for index in bucket { next[byte(elements[index], shift)] &+= 1 }
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
                var carried = elements[next[value]]
                var target = byte(carried, shift)
                while target != value {
                    let place = next[target]
                    next[target] = place &+ 1
                    let displaced = elements[place]
                    elements[place] = carried
                    carried = displaced
                    target = byte(carried, shift)
                }
                elements[next[value]] = carried
                next[value] &+= 1
            }
        }
        guard shift > 0 else { return }
        var start = bucket.lowerBound
        for value in 0..<256 {
            if ends[value] &- start > 1 { sort(&elements, start..<ends[value], shift: shift &- 8) }
            start = ends[value]
        }
    }

    @inline(__always)
    private static func byte(_ element: Element, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: (element.radixKey &>> Element.Key(truncatingIfNeeded: shift)) & 0xff)
    }

    private static func insertionSort(_ elements: inout MutableSpan<Element>, _ bucket: Range<Int>) {
        for index in bucket.dropFirst() {
            let moving = elements[index]
            var hole = index
            while hole > bucket.lowerBound, elements[hole &- 1].radixKey > moving.radixKey {
                elements[hole] = elements[hole &- 1]
                hole &-= 1
            }
            elements[hole] = moving
        }
    }
}
