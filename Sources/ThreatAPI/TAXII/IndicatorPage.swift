import ThreatModel

/// The objects that one answer is about, in order.
struct IndicatorPage {
    let index: IndicatorIndex
    private(set) var positions: [Int]
    /// Whether there are objects behind these.
    private(set) var hasMore: Bool

    /// - Parameter ids: where the objects stand that were asked for by their ids; `nil` when none were.
    init(_ parameters: TAXIIParameters, in index: IndicatorIndex, ids: [Int]?) {
        self.index = index
        var start = 0
        if let time = parameters.addedAfter { start = index.position(after: time) }
        if let next = parameters.next { start = max(start, index.position(after: next)) }
        var selection = PositionRanges([min(start, index.count)..<index.count])
        if let types = parameters.types {
            selection = selection.intersection(
                PositionRanges(types.map { $0 == .identity ? 0..<1 : 1..<index.count }))
        }
        if let versions = parameters.versions {
            selection = selection.intersection(PositionRanges(versions.map { index.positions(modified: $0) }))
        }
        if let ids { selection = selection.intersection(PositionRanges(ids.map { $0..<$0 + 1 })) }
        if !parameters.takesSTIX21 { selection = PositionRanges([]) }
        (positions, hasMore) = selection.page(offset: parameters.offset ?? 0, limit: parameters.limit)
    }

    /// How many of them are indicators: what they cost.
    var indicatorCount: Int { positions.count - (positions.first == 0 ? 1 : 0) }

    /// Keeps as many indicators, and the identity where it is among them.
    mutating func keep(indicators count: Int) {
        guard count < indicatorCount else { return }
        positions.removeLast(indicatorCount - count)
        hasMore = true
    }

    /// Where the next page begins; `nil` when there is nothing more.
    var next: PagePosition? {
        guard hasMore, let last = positions.last else { return nil }
        return PagePosition(time: index.time(at: last), address: index.address(at: last))
    }

    /// The times of the first and last object.
    var dates: Answer.DatesAdded? {
        guard let first = positions.first, let last = positions.last else { return nil }
        return Answer.DatesAdded(first: index.time(at: first), last: index.time(at: last))
    }
}
