/// Sets of positions in an order: ranges that ascend, do not touch the same position twice, and are not empty.
struct PositionRanges: Equatable {
    private(set) var ranges: [Range<Int>]

    init(_ ranges: some Sequence<Range<Int>>) {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = merged.last, last.upperBound >= range.lowerBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    func intersection(_ other: PositionRanges) -> PositionRanges {
        var result: [Range<Int>] = []
        var (left, right) = (ranges[...], other.ranges[...])
        while let a = left.first, let b = right.first {
            if a.overlaps(b) { result.append(a.clamped(to: b)) }
            if a.upperBound < b.upperBound { left.removeFirst() } else { right.removeFirst() }
        }
        return PositionRanges(result)
    }

    /// At most `limit` positions after the first `offset`, and whether there are more.
    func page(offset: Int, limit: Int) -> (positions: [Int], hasMore: Bool) {
        var positions: [Int] = []
        var skipped = 0
        for range in ranges {
            let rest = range.dropFirst(offset - skipped)
            skipped += range.count - rest.count
            let room = limit - positions.count
            positions += rest.prefix(room)
            if rest.count > room { return (positions, true) }
        }
        return (positions, false)
    }
}
