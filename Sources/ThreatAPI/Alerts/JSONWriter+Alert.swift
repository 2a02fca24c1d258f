import IPNetworks
import Store
import ThreatModel

extension JSONWriter {
    /// An alert as its owner sees it.
    mutating func alert(_ alert: StoredAlert) {
        literal("{")
        subject(of: alert)
        literal(",\"label\":")
        string(alert.label)
        literal(",\"enabled\":")
        bool(alert.isEnabled)
        literal(",\"emailNotifications\":")
        bool(alert.emailNotifications)
        literal(",\"lastAlertedAt\":")
        time(alert.lastAlertedAt)
        literal(",\"totalAlerts\":")
        integer(alert.totalAlerts)
        switch alert.kind {
        case .ip, .username, .email:
            literal(",\"matchCount\":")
            integer(alert.matchCount)
        case .range:
            literal(",\"uniqueMatches\":")
            integer(alert.uniqueMatches)
        }
        literal(",\"createdAt\":")
        rfc3339(milliseconds: alert.createdAt.milliseconds)
        literal("}")
    }

    /// The id, which is text on the wire, and the members that say what the alert is about.
    mutating func subject(of alert: StoredAlert) {
        literal("\"id\":\"")
        integer(alert.id)
        literal("\",\"")
        plain(alert.kind.memberName)
        literal("\":")
        string(alert.subject)
        guard alert.kind == .range, let prefix = IPPrefix(alert.subject) else { return }
        literal(",\"networkAddress\":")
        address(prefix.address)
        literal(",\"prefixLength\":")
        integer(prefix.length)
    }

    /// Text, or `null`.
    mutating func string(_ text: String?) {
        if let text { string(text) } else { literal("null") }
    }

    /// A moment in RFC 3339, or `null`.
    mutating func time(_ time: Timestamp?) {
        if let time { rfc3339(milliseconds: time.milliseconds) } else { literal("null") }
    }
}

extension AlertKind {
    /// The member of a JSON object that holds the subject.
    var memberName: String {
        switch self {
        case .ip: "ip"
        case .range: "cidr"
        case .username: "username"
        case .email: "email"
        }
    }

    /// As `alerts` in the status, and after `/v1/key/` in paths, with a hyphen.
    var pluralName: String { "\(name)Alerts" }
    var pathName: String { "\(name)-alerts" }
}
