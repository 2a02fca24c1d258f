/// What one key may use in a UTC day, and what its account may watch for. `nil` means unlimited.
package struct Tier: Hashable, Sendable {
    /// The word in the key itself and in configuration: "free", "tier_1" …
    package var id: String
    package var name: String
    package var lookups: Int?
    package var reports: Int?
    /// Addresses a key may receive from the blacklist.
    package var blacklist: Int?
    /// Indicators a key may receive over TAXII.
    package var taxii: Int?
    package var alerts: AlertLimits

    package init(
        id: String, name: String, lookups: Int?, reports: Int?, blacklist: Int?, taxii: Int?,
        alerts: AlertLimits = AlertLimits()
    ) {
        self.id = id
        self.name = name
        self.lookups = lookups
        self.reports = reports
        self.blacklist = blacklist
        self.taxii = taxii
        self.alerts = alerts
    }

    package func limit(_ family: QuotaFamily) -> Int? {
        switch family {
        case .lookups: lookups
        case .reports: reports
        case .blacklist: blacklist
        case .taxii: taxii
        }
    }

    /// The tier of the operator's own machines.
    package static let operatorID = "operator"

    /// The table a new installation starts with; a self-hoster sets their own.
    package static let defaults: [Tier] = [
        Tier(
            id: "free", name: "Free", lookups: 1000, reports: 1000, blacklist: 5000, taxii: 1000,
            alerts: AlertLimits(subjects: 5, ranges: 1, widestIPv4Prefix: 28)),
        Tier(
            id: "tier_1", name: "Basic", lookups: 7000, reports: 7000, blacklist: 50_000, taxii: 7000,
            alerts: AlertLimits(subjects: 10, ranges: 5, widestIPv4Prefix: 24)),
        Tier(
            id: "tier_2", name: "Small Business", lookups: 14_000, reports: 14_000, blacklist: 75_000, taxii: 14_000,
            alerts: AlertLimits(subjects: 20, ranges: 10, widestIPv4Prefix: 20)),
        Tier(
            id: "tier_3", name: "Medium Business", lookups: 30_000, reports: 30_000, blacklist: 150_000,
            taxii: 30_000, alerts: AlertLimits(subjects: 40, ranges: 20, widestIPv4Prefix: 16)),
        Tier(
            id: "tier_4", name: "Large Business", lookups: 100_000, reports: 100_000, blacklist: 350_000,
            taxii: 100_000, alerts: AlertLimits(subjects: 80, ranges: 40, widestIPv4Prefix: 16)),
        Tier(
            id: "contributor", name: "Contributor", lookups: 10_000, reports: 10_000, blacklist: 50_000, taxii: 10_000,
            alerts: AlertLimits(subjects: 20, ranges: 10, widestIPv4Prefix: 20)),
        // The operator's own machines: `sikker up` gives its guard such a key.
        Tier(
            id: operatorID, name: "Operator", lookups: nil, reports: nil, blacklist: nil, taxii: nil,
            alerts: .unlimited),
    ]
}
