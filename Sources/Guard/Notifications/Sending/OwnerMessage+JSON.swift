import FoundationEssentials
import ThreatModel

extension OwnerMessage {
    /// As it is posted. Chats show `text` (Slack, Mattermost); programs read the rest.
    var json: [UInt8] {
        let posted = Posted(
            event: latest?.event.rawValue ?? "", id: id, at: at.rfc3339, host: host, title: title, text: text,
            source: latest?.source, happenings: happenings.map { Posted.Happening($0) }, omitted: omitted)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing in it can fail to be encoded.
        return [UInt8]((try? encoder.encode(posted)) ?? Data("{}".utf8))
    }

    private struct Posted: Encodable {
        struct Happening: Encodable {
            var event: String
            var at: String
            var title: String
            var text: String

            init(_ happening: Guard.Happening) {
                event = happening.event.rawValue
                at = happening.at.rfc3339
                title = happening.title
                text = happening.text
            }
        }

        var event: String
        var id: String
        var at: String
        var host: String
        var title: String
        var text: String
        var source: Guard.Happening.Source?
        var happenings: [Happening]
        var omitted: Int
    }
}
