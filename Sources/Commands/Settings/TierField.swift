import ThreatModel

/// The fields of one tier in the file.
enum TierField: String, CaseIterable {
    case id
    case name
    case lookups
    case reports
    case blacklist
    case taxii
    case alerts
    case rangeAlerts = "range_alerts"
    case widestRange = "widest_range"

    static let longestID = 32
    static let longestName = 64
    static let largestLimit = 1_000_000_000_000
    /// What stands for no limit.
    static let unlimited = "unlimited"

    /// What it means, for the example.
    var meaning: String {
        switch self {
        case .id: "the word in the key itself"
        case .name: "what people call it"
        case .lookups: "addresses looked up in a day"
        case .reports: "reports in a day"
        case .blacklist: "addresses received from the blacklist in a day"
        case .taxii: "indicators received over TAXII in a day"
        case .alerts: "alerts for addresses, for user names and for e-mail addresses, as many of each"
        case .rangeAlerts: "alerts for networks"
        case .widestRange: "the widest network of an alert: the length of its IPv4 prefix; over IPv6 32 more"
        }
    }

    var accepted: String {
        switch self {
        case .id: "1 to \(Self.longestID) small letters, digits and underscores that begin with a letter"
        case .name: "one line of 1 to \(Self.longestName) characters"
        case .lookups, .reports, .blacklist, .taxii, .alerts, .rangeAlerts:
            "a whole number from 0 to \(Self.largestLimit), or \(Self.unlimited)"
        case .widestRange: "a whole number from 0 to 32"
        }
    }

    /// - Returns: whether `text` was accepted.
    func read(_ text: String, into tier: inout Tier) -> Bool {
        switch self {
        case .id:
            let isWord = text.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f
            }
            guard isWord, text.utf8.count <= Self.longestID, text.first?.isLetter == true else { return false }
            tier.id = text
        case .name:
            guard (1...Self.longestName).contains(text.count), !text.contains(where: \.isNewline) else { return false }
            tier.name = text
        case .lookups: return Self.read(text, into: &tier.lookups)
        case .reports: return Self.read(text, into: &tier.reports)
        case .blacklist: return Self.read(text, into: &tier.blacklist)
        case .taxii: return Self.read(text, into: &tier.taxii)
        case .alerts: return Self.read(text, into: &tier.alerts.subjects)
        case .rangeAlerts: return Self.read(text, into: &tier.alerts.ranges)
        case .widestRange:
            guard let length = Int(text), (0...32).contains(length) else { return false }
            tier.alerts.widestIPv4Prefix = length
        }
        return true
    }

    private static func read(_ text: String, into limit: inout Int?) -> Bool {
        if text == unlimited {
            limit = nil
            return true
        }
        guard let number = Int(text), (0...largestLimit).contains(number) else { return false }
        limit = number
        return true
    }

    func text(of tier: Tier) -> String {
        switch self {
        case .id: tier.id
        case .name: tier.name
        case .lookups: Self.text(tier.lookups)
        case .reports: Self.text(tier.reports)
        case .blacklist: Self.text(tier.blacklist)
        case .taxii: Self.text(tier.taxii)
        case .alerts: Self.text(tier.alerts.subjects)
        case .rangeAlerts: Self.text(tier.alerts.ranges)
        case .widestRange: "\(tier.alerts.widestIPv4Prefix)"
        }
    }

    static func text(_ limit: Int?) -> String { limit.map { "\($0)" } ?? unlimited }
}
