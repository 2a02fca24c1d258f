/// On which of the last UTC days guards of how many organisations dropped the address because it was listed: a scanner knocks
/// on many doors, a person behind a reused address on one.
///
/// Whatever the number of echoes and their order, the same days and organisations are held.
package struct EchoDays: Equatable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// Days since 1970.
        package var day: UInt32
        /// The smallest numbers among those that echoed that day, ascending.
        package var organisations: [Int64]
    }

    /// Newest first.
    package private(set) var entries: [Entry] = []

    /// Days held, the newest one included.
    package static let days = 30
    /// Organisations held of a day: rules ask for few, and some may be joined later.
    package static let organisationsPerDay = 8

    package init() {}

    init?(entries: [Entry]) {
        guard entries.count <= Self.days, zip(entries, entries.dropFirst()).allSatisfy({ $0.day > $1.day }),
            (entries.first?.day ?? 0) - (entries.last?.day ?? 0) < UInt32(Self.days)
        else { return nil }
        for entry in entries {
            guard (1...Self.organisationsPerDay).contains(entry.organisations.count),
                zip(entry.organisations, entry.organisations.dropFirst()).allSatisfy({ $0 < $1 })
            else { return nil }
        }
        self.entries = entries
    }

    mutating func note(_ organisation: Int64, at hour: UTCHour) { note(organisation, on: hour.number / 24) }

    private mutating func note(_ organisation: Int64, on day: UInt32) {
        guard let place = place(of: day) else { return }
        if place == entries.count || entries[place].day != day {
            entries.insert(Entry(day: day, organisations: [organisation]), at: place)
            let newest = entries[0].day
            entries.removeAll { Self.isPast($0.day, before: newest) }
        } else if !entries[place].organisations.contains(organisation) {
            let rank = entries[place].organisations.firstIndex { $0 > organisation }
            entries[place].organisations.insert(organisation, at: rank ?? entries[place].organisations.count)
            if entries[place].organisations.count > Self.organisationsPerDay {
                entries[place].organisations.removeLast()
            }
        }
    }

    /// `nil` for a day that is too old to be held.
    private func place(of day: UInt32) -> Int? {
        if let newest = entries.first?.day, Self.isPast(day, before: newest) { return nil }
        return entries.firstIndex { $0.day <= day } ?? entries.count
    }

    private static func isPast(_ day: UInt32, before newest: UInt32) -> Bool {
        newest > day && newest - day >= UInt32(days)
    }

    /// On how many of the last `days` days, today included, at least so many organisations echoed.
    package func count(of organisations: Int, within days: Int, of now: UTCHour) -> Int {
        let today = now.number / 24
        return entries.count { entry in
            entry.organisations.count >= organisations && (entry.day > today || today - entry.day < UInt32(days))
        }
    }

    mutating func join(_ organisations: Organisations) {
        let old = entries
        entries = []
        for entry in old {
            for organisation in entry.organisations { note(organisations[organisation], on: entry.day) }
        }
    }
}
