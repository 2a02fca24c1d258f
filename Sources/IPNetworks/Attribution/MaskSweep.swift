/// Walks once over the address space and says for every stretch of it which of several sets hold it.
///
/// The state of a set, inside or outside one of its ranges, holds *until* some last address. The walk jumps from one
/// such address to the next smallest over all sets, which a winner tree finds in log2(sets) comparisons. Union,
/// intersection, difference and the merge that remembers its lists are all this walk; they differ in what they do with a
/// stretch.
struct MaskSweep<Bits: AddressBits> {
    private let sets: [AddressSet<Bits>]
    /// The range of each set that it is inside of, or the next one that it will enter.
    private var position = InlineArray<64, Int>(repeating: 0)
    private var tree: WinnerTree<Bits>
    private var inside: UInt64 = 0

    /// - Precondition: at most 64 sets.
    init(_ sets: [AddressSet<Bits>]) {
        precondition(sets.count <= ListMask.capacity)
        self.sets = sets
        var until = Array(repeating: Bits.max, count: sets.count)
        for (index, set) in sets.enumerated() {
            guard let first = set.ranges.first else { continue }
            if first.first == 0 { inside |= 1 << UInt64(index) }
            until[index] = first.first == 0 ? first.last : first.first &- 1
        }
        tree = WinnerTree(until)
    }

    /// Calls `body` with every stretch that at least one set holds, in order of address, and the sets that hold it.
    /// Two stretches that touch differ in their sets.
    @inline(__always)
    consuming func forEach<Failure>(_ body: (AddressRange<Bits>, UInt64) throws(Failure) -> Void) throws(Failure) {
        var start: Bits = 0
        while true {
            let end = tree.smallest
            if inside != 0 { try body(AddressRange(start, end), inside) }
            guard end < .max else { return }
            repeat { crossBoundary(of: tree.winner) } while tree.smallest == end
            start = end &+ 1
        }
    }

    @inline(__always)
    private mutating func crossBoundary(of set: Int) {
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: set)
        inside ^= bit
        if inside & bit != 0 {
            tree.replaceSmallest(by: sets[set].ranges[position[set]].last)
        } else {
            let next = position[set] &+ 1
            position[set] = next
            tree.replaceSmallest(by: next < sets[set].ranges.count ? sets[set].ranges[next].first &- 1 : .max)
        }
    }
}
