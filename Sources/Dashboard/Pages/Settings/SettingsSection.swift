/// What settings are about, in the order of the page. Every setting is in one of them.
enum SettingsSection: String, CaseIterable, Encodable {
    case protection, allowlist, sources, notifications, reports, history, dashboard, floods, machine

    var title: String {
        switch self {
        case .protection: "Protection"
        case .allowlist: "Safety limits"
        case .sources: "Sources"
        case .notifications: "Notifications"
        case .reports: "Reporting back"
        case .history: "History"
        case .dashboard: "Dashboard"
        case .floods: "Floods (XDP)"
        case .machine: "Log and files"
        }
    }

    var sentence: String {
        switch self {
        case .protection: "What becomes of packets of listed addresses."
        case .allowlist: "What is never blocked, how much may be, and what must stay within reach."
        case .sources: "Which lists are followed, and what they are asked for."
        case .notifications: "Whom the guard tells when something needs you, and only then."
        case .reports: "What was blocked here, told to the server that gave the list."
        case .history: "What is kept of what was blocked."
        case .dashboard: "Where these pages are, and who gets in."
        case .floods: "Where floods are shed before they cost anything."
        case .machine: "What the guard writes, and where."
        }
    }

    /// Of a setting by its name: by its own section in the file, where it has one.
    init(of name: String) {
        let section = name.split(separator: ".")
        switch section.first.map(String.init) ?? name {
        case "whitelist", "maximum_share", "connectivity": self = .allowlist
        case "api", "score_minimum", "pull_interval", "custom_blacklist", "sources", "blacklist", "abuseipdb",
            "blocklist_de", "known_lists", "lists":
            self = .sources
        case "notifications": self = .notifications
        case "report": self = .reports
        case "history": self = .history
        case "dashboard": self = .dashboard
        case "xdp": self = .floods
        case "data", "log": self = .machine
        default: self = .protection
        }
    }
}
