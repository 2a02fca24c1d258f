/// How one formula did in one world.
package struct FormulaOutcome: Sendable {
    /// Confidences of hostile and innocent addresses of which something is known, looked at once a week.
    package internal(set) var ranks = RankCounts()
    /// Innocents about whom somebody lied, and those of them who thereby came to 50 and to 70 at any moment.
    package internal(set) var slandered = 0
    package internal(set) var framedAt50 = 0
    package internal(set) var framedAt70 = 0
    /// Addresses that had been silent for 45 days, looked at once a week, and those of them still at 70.
    package internal(set) var silent = 0
    package internal(set) var silentAt70 = 0
    /// Hours from the first attack that anybody met to the list, for each holder of an address.
    package internal(set) var hoursToListing = Spread()
    /// Days from the last attack to below 50.
    package internal(set) var daysToRelease = Spread()

    package var framedShareAt50: Double { slandered == 0 ? 0 : Double(framedAt50) / Double(slandered) }
    package var silentShareAt70: Double { silent == 0 ? 0 : Double(silentAt70) / Double(silent) }

    package init() {}
}
