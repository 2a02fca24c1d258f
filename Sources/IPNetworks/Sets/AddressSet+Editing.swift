/// Changes of a single range: a binary search and one move of what lies behind, no walk over the set.
extension AddressSet {
    /// Adds the addresses of `range`.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package mutating func insert(_ range: AddressRange<Bits>) {
        // Ranges that merely touch `range` are joined with it, too.
        let before = range.first == 0 ? 0 : range.first &- 1
        let after = range.last == .max ? .max : range.last &+ 1
        let touched = indexOfFirstRange(endingAtOrAfter: before)..<indexOfFirstRange(beginningAfter: after)
        guard let first = ranges[touched].first, let last = ranges[touched].last else {
            return ranges.insert(range, at: touched.lowerBound)
        }
        let joined = AddressRange(min(first.first, range.first), max(last.last, range.last))
        ranges.replaceSubrange(touched, with: CollectionOfOne(joined))
    }

    /// Takes away the addresses of `range`.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    package mutating func remove(_ range: AddressRange<Bits>) {
        let touched = indexOfFirstRange(endingAtOrAfter: range.first)..<indexOfFirstRange(beginningAfter: range.last)
        guard let first = ranges[touched].first, let last = ranges[touched].last else { return }
        var rests: [AddressRange<Bits>] = []
        if first.first < range.first { rests.append(AddressRange(first.first, range.first &- 1)) }
        if last.last > range.last { rests.append(AddressRange(range.last &+ 1, last.last)) }
        ranges.replaceSubrange(touched, with: rests)
    }

    /// The first range that begins behind `address`, or the number of ranges.
    private func indexOfFirstRange(beginningAfter address: Bits) -> Int {
        ranges.partitioningIndex { $0.first > address }
    }
}
