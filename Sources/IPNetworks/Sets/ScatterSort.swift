/// A radix sort by the first address of ranges, least significant digit first, through a second array.
///
/// For the 8-byte ranges of IPv4 three passes are enough, and they are twice as fast as ``FlagSort``; for the 32-byte
/// ranges of IPv6, in twelve passes, moving them would cost more than it gains.
enum ScatterSort<Bits: AddressBits> {
    /// Below this many ranges clearing the counters costs more than sorting.
    static var worthwhileCount: Int { 4_096 }

    private static var digitBits: Int { 11 }
    private static var digitCount: Int { 1 << digitBits }

    static func sort(_ ranges: inout [AddressRange<Bits>]) {
        var other = ranges
        var isInOther = false
        for shift in stride(from: 0, to: Bits.bitWidth, by: digitBits) {
            let moved = isInOther ? scatter(other, to: &ranges, shift: shift) : scatter(ranges, to: &other, shift: shift)
            if moved { isInOther.toggle() }
        }
        if isInOther { ranges = other }
    }

    /// Copies the ranges in the order of one digit; does nothing and returns false when all of them share it.
    private static func scatter(
        _ source: [AddressRange<Bits>], to target: inout [AddressRange<Bits>], shift: Int
    ) -> Bool {
        var next = [Int](repeating: 0, count: digitCount)
        for range in source { next[digit(range, shift)] &+= 1 }
        var start = 0
        for value in 0..<digitCount {
            let count = next[value]
            if count == source.count { return false }
            next[value] = start
            start &+= count
        }
        var target = target.mutableSpan
        for range in source {
            let value = digit(range, shift)
            let place = next[value]
            next[value] = place &+ 1
            target[place] = range
        }
        return true
    }

    @inline(__always)
    private static func digit(_ range: AddressRange<Bits>, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: range.first &>> Bits(truncatingIfNeeded: shift)) & (digitCount &- 1)
    }
}
