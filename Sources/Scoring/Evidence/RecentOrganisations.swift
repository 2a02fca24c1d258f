/// The organisations that did something most lately, each with its latest hour: at most ``capacity``, newest first.
///
/// Rules ask whether two or three organisations did it within some days, so the newest few answer them exactly, whatever
/// the number of organisations and in whatever order they came.
package struct RecentOrganisations: Equatable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var organisation: Int64
        package var last: UTCHour
    }

    package private(set) var entries: [Entry] = []

    package static let capacity = 8

    package init() {}

    init?(entries: [Entry]) {
        guard entries.count <= Self.capacity, Set(entries.map(\.organisation)).count == entries.count,
            zip(entries, entries.dropFirst()).allSatisfy(Self.isNewer)
        else { return nil }
        self.entries = entries
    }

    mutating func note(_ organisation: Int64, at hour: UTCHour) {
        var entry = Entry(organisation: organisation, last: hour)
        if let known = entries.firstIndex(where: { $0.organisation == organisation }) {
            entry.last = max(entry.last, entries[known].last)
            entries.remove(at: known)
        }
        let place = entries.firstIndex { Self.isNewer(entry, $0) } ?? entries.count
        entries.insert(entry, at: place)
        if entries.count > Self.capacity { entries.removeLast() }
    }

    /// As if `organisation` had been noted only where `others` were, which move up where there was no room for them.
    func replacing(_ organisation: Int64, from others: Self) -> Self {
        let wasFull = entries.count == Self.capacity
        var result = Self()
        for entry in entries where entry.organisation != organisation {
            result.note(entry.organisation, at: entry.last)
        }
        for entry in others.entries where wasFull || entry.organisation == organisation {
            result.note(entry.organisation, at: entry.last)
        }
        return result
    }

    /// Those whose latest hour is less than that many days before `now`.
    package func organisations(within days: Int, of now: UTCHour) -> some Sequence<Int64> {
        entries.lazy.filter { now.isWithin(days: days, of: $0.last) }.map(\.organisation)
    }

    private static func isNewer(_ a: Entry, _ b: Entry) -> Bool {
        a.last == b.last ? a.organisation < b.organisation : a.last > b.last
    }
}
