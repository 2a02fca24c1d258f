import IPNetworks

/// An address and the truth about it.
struct SimulatedAddress: Sendable {
    let address: IPAddress
    let population: Population
    /// The hours in which its holder knocks on doors, ascending and apart.
    let spells: [Range<Int>]
    let kit: Kit?
    /// Visits to sensors in a day of a spell, and attacks on reporters.
    let visitsPerDay: Double
    let attacksPerDay: Double
    /// What a list of known networks leaves of its confidence.
    let whitelistFactor: Double

    /// The hour after its last hostile one before `hour`; `nil` when it did nothing hostile so far.
    func lastHostileHour(before hour: Int) -> Int? {
        guard population.isHostile, let spell = spells.last(where: { $0.lowerBound < hour }) else { return nil }
        return min(spell.upperBound, hour)
    }

    /// Whether somebody behind it truly attacked in so many hours before `hour`.
    func attacked(within hours: Int, before hour: Int) -> Bool {
        population.attacks && spells.contains { $0.lowerBound < hour && hour - $0.upperBound < hours }
    }

    /// Hours of a day in which it is at work.
    func activeHours(ofDay day: Int) -> Range<Int>? {
        let hours = day * 24..<day * 24 + 24
        return spells.first { $0.overlaps(hours) }.map { $0.clamped(to: hours) }
    }
}
