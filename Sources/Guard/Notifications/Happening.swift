import Blocklists
import ThreatModel

/// Something that the guard's owner should know.
struct Happening: Codable, Equatable, Sendable {
    /// What it is about, where that is a source.
    struct Source: Codable, Equatable, Sendable {
        var id: String
        var name: String
    }

    var event: NotificationEvent
    var source: Source?
    var at: Timestamp
    /// A few words.
    var title: String
    /// A sentence or two; empty: there is no more to say.
    var text: String

    /// Characters of a text. What servers and kernels say may be longer.
    static let longestText = 400

    init(_ event: NotificationEvent, of source: Source? = nil, at: Timestamp, title: String, text: String = "") {
        self.event = event
        self.source = source
        self.at = at
        self.title = NotificationText.plain(title)
        self.text = NotificationText.plain(text)
    }

    /// What may be told of once an hour: what an event belongs to, of which source.
    var subject: String {
        let topic = event.rawValue.prefix { $0 != "." }
        return source.map { "\(topic):\($0.id)" } ?? String(topic)
    }

    /// Title and text in one.
    var line: String { text.isEmpty ? title + "." : "\(title): \(text)" }
}
