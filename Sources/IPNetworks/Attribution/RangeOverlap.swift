/// How many ranges of each of several sets are in no other one, and how many each two have in common.
///
/// A range of one set counts as being in another when any of its addresses is. One walk over all sets finds everything:
/// linear in the ranges, whatever the number of pairs.
package struct RangeOverlap<Bits: AddressBits>: Equatable, Sendable {
    /// By set: ranges of which no other set has an address.
    package private(set) var alone: [Int]
    /// By set, then by the other set: ranges of which the other has an address.
    package private(set) var shared: [[Int]]

    /// - Precondition: at most ``ListMask/capacity`` sets.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package init(of sets: [AddressSet<Bits>]) {
        alone = Array(repeating: 0, count: sets.count)
        shared = Array(repeating: Array(repeating: 0, count: sets.count), count: sets.count)
        // The sets that were met within the range of each set that the walk is inside of.
        var met = Array(repeating: UInt64(0), count: sets.count)
        var inside: UInt64 = 0
        var end: Bits = 0
        MaskSweep(sets).forEach { range, mask in
            // Ranges of one set never touch, so that a stretch behind a gap begins new ranges of all its sets.
            let isBehindGap = inside == 0 || range.first != end &+ 1
            close(isBehindGap ? inside : inside & ~mask, &met)
            inside = mask
            end = range.last
            for set in ListMask(rawValue: mask).indices { met[set] |= mask }
        }
        close(inside, &met)
    }

    private mutating func close(_ sets: UInt64, _ met: inout [UInt64]) {
        for set in ListMask(rawValue: sets).indices {
            let others = met[set] & ~ListMask(list: set).rawValue
            if others == 0 { alone[set] += 1 }
            for other in ListMask(rawValue: others).indices { shared[set][other] += 1 }
            met[set] = 0
        }
    }
}
