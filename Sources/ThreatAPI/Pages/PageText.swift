import ThreatModel
import WebPages

/// How figures, times and words of our vocabularies are written on pages.
enum PageText {
    /// `22 Nov 2026, 15:09 UTC`
    static func time(_ time: Timestamp) -> HTML {
        Tag.time(.dateTime(time.rfc3339)) { dayAndMinute(time) }
    }

    static func time(milliseconds: UInt64) -> HTML { time(Timestamp(milliseconds: Int64(clamping: milliseconds))) }

    private static func dayAndMinute(_ time: Timestamp) -> String {
        let (year, month, day) = Timestamp.civil(day: time.day)
        let text = time.rfc3339
        let minute = text.drop { $0 != "T" }.dropFirst().prefix(5)
        return "\(day) \(months[Int(month) - 1]) \(year), \(minute) UTC"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `1 address`, `12,345 addresses`
    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(CountText.full(number)) \(number == 1 ? one : many)"
    }

    /// `Very high`
    static func word(_ word: some NamedVocabulary) -> String {
        let text = word.name.replacing("_", with: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The word with as many bars as it is grave.
    static func severity(_ severity: Severity) -> HTML {
        Tag.span(.class("severity \(severity.name)")) { word(severity) }
    }

    /// Pieces with a comma between them.
    static func list(_ pieces: [HTML], separator: String = ", ") -> HTML {
        pieces.dropFirst().reduce(pieces.first ?? HTML()) { $0 + HTML(text: separator) + $1 }
    }
}

extension AttackProtocol {
    /// As people write it.
    var title: String {
        switch self {
        case .telnet: "Telnet"
        case .mysql: "MySQL"
        case .postgresql: "PostgreSQL"
        case .mongodb: "MongoDB"
        case .redis: "Redis"
        case .elasticsearch: "Elasticsearch"
        case .docker: "Docker"
        case .ssh, .http, .ftp, .smtp, .imap, .mssql, .smb, .rdp, .rtsp, .sip: name.uppercased()
        }
    }
}

extension AttackProtocolSet {
    /// `SSH, Telnet`, or that it is all of them.
    var title: String {
        let members = members
        return members.count == AttackProtocol.allCases.count
            ? "every protocol" : members.map(\.title).joined(separator: ", ")
    }
}
