import Guard

/// The last rows of what was blocked, and those that may still change. A value, bounded.
struct LiveRing {
    /// Rows that are kept.
    static let length = 500
    /// Flows whose end is waited for: as many as the guard tells apart.
    static let mostOpen = 8192

    /// Counts what happened: rows that came, rows that changed, what there are no rows of.
    private(set) var clock: UInt64 = 0
    /// Oldest first. Up to twice as many as are shown, so that few of them are ever moved.
    private var kept: [LiveRow] = []
    private var lastNumber: UInt64 = 0
    /// The clock when the newest of those came that are not kept any more; 0: all are.
    private var forgotten: UInt64 = 0
    private var open: [BlockedFlow: LiveRow] = [:]

    enum Change: Equatable {
        case new(LiveRow)
        case updated(LiveRow)
    }

    /// Oldest first.
    var rows: ArraySlice<LiveRow> { kept.suffix(Self.length) }

    /// Whether there were more rows than are kept.
    var hasForgotten: Bool { forgotten > 0 }

    /// What an event makes of the rows; `nil`: nothing that shows.
    mutating func take(_ event: BlockEvent) -> Change? {
        switch event.phase {
        case .began: .new(begin(event))
        case .ended(let packets): end(event, packets).map { .updated($0) }
        }
    }

    /// Something happened that is in no row.
    mutating func tick() { clock += 1 }

    private mutating func begin(_ event: BlockEvent) -> LiveRow {
        clock += 1
        lastNumber += 1
        let row = LiveRow(
            number: lastNumber, born: clock, changed: clock, began: event.began, flow: event.flow, mode: event.mode,
            isCut: event.isCut, packets: 1, sources: event.sources)
        kept.append(row)
        if kept.count > Self.length { forgotten = kept[kept.count - 1 - Self.length].born }
        if kept.count >= 2 * Self.length { kept.removeFirst(kept.count - Self.length) }
        // A guard that stops tells of no ends.
        if open.count >= Self.mostOpen { open.removeAll(keepingCapacity: true) }
        open[event.flow] = row
        return row
    }

    private mutating func end(_ event: BlockEvent, _ packets: Int) -> LiveRow? {
        guard var row = open.removeValue(forKey: event.flow), row.packets != packets || row.isCut != event.isCut else {
            return nil
        }
        clock += 1
        row.changed = clock
        row.packets = packets
        row.isCut = event.isCut
        // Numbers of kept rows follow one another.
        if let first = kept.first?.number, row.number >= first { kept[Int(row.number - first)] = row }
        return row
    }

    /// The rows that came or changed since then, as far as they are kept; `nil` when some that came are not, or when that
    /// time never was.
    func rows(since time: UInt64) -> [LiveRow]? {
        guard (forgotten...clock).contains(time) else { return nil }
        return rows.filter { $0.changed > time }
    }
}
