import ThreatModel

/// A tier, as `--json` shows it. `null` is unlimited.
struct TierRow: Encodable {
    let id: String
    let name: String
    let lookups: Int?
    let reports: Int?
    let blacklist: Int?
    let taxii: Int?
    let alerts: Int?
    let rangeAlerts: Int?
    let widestRange: Int

    init(_ tier: Tier) {
        id = tier.id
        name = tier.name
        lookups = tier.lookups
        reports = tier.reports
        blacklist = tier.blacklist
        taxii = tier.taxii
        alerts = tier.alerts.subjects
        rangeAlerts = tier.alerts.ranges
        widestRange = tier.alerts.widestIPv4Prefix
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case name
        case lookups
        case reports
        case blacklist
        case taxii
        case alerts
        case rangeAlerts = "range_alerts"
        case widestRange = "widest_range"
    }

    /// By hand, because a limit that is not there must be told from a field that is not there.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(lookups, forKey: .lookups)
        try container.encode(reports, forKey: .reports)
        try container.encode(blacklist, forKey: .blacklist)
        try container.encode(taxii, forKey: .taxii)
        try container.encode(alerts, forKey: .alerts)
        try container.encode(rangeAlerts, forKey: .rangeAlerts)
        try container.encode(widestRange, forKey: .widestRange)
    }
}

extension Table {
    /// Tiers for people.
    init(tiers: [Tier]) {
        self.init(
            header: TierField.allCases.map { $0.rawValue.replacing("_", with: " ") },
            rows: tiers.map { tier in
                TierField.allCases.map { $0 == .widestRange ? "/" + $0.text(of: tier) : $0.text(of: tier) }
            })
    }
}
