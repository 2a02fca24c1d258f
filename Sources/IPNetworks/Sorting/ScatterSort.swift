/// A radix sort, least significant digit first, through a second array.
///
/// For the 8-byte ranges of IPv4 three passes are enough, and they are twice as fast as ``FlagSort``; for the 32-byte
/// ranges of IPv6, in twelve passes, moving them would cost more than it gains.
enum ScatterSort<Element: RadixSortable> {
    /// Below this many elements clearing the counters costs more than sorting.
    static var worthwhileCount: Int { 4_096 }

    private static var digitBits: Int { 11 }
    private static var digitCount: Int { 1 << digitBits }

    static func sort(_ elements: inout [Element]) {
        var other = elements
        var isInOther = false
        for shift in stride(from: 0, to: Element.Key.bitWidth, by: digitBits) {
            let moved =
                isInOther ? scatter(other, to: &elements, shift: shift) : scatter(elements, to: &other, shift: shift)
            if moved { isInOther.toggle() }
        }
        if isInOther { elements = other }
    }

    /// Copies the elements in the order of one digit; does nothing and returns false when all of them share it.
    private static func scatter(
        _ source: [Element], to target: inout [Element], shift: Int
    ) -> Bool {
        var next = [Int](repeating: 0, count: digitCount)
        for element in source { next[digit(element, shift)] &+= 1 }
        var start = 0
        for value in 0..<digitCount {
            let count = next[value]
            if count == source.count { return false }
            next[value] = start
            start &+= count
        }
        var target = target.mutableSpan
        for element in source {
            let value = digit(element, shift)
            let place = next[value]
            next[value] = place &+ 1
            target[place] = element
        }
        return true
    }

    @inline(__always)
    private static func digit(_ element: Element, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: element.radixKey &>> Element.Key(truncatingIfNeeded: shift)) & (digitCount &- 1)
    }
}
