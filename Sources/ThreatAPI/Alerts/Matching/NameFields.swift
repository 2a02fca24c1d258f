import Mail
import ThreatModel

/// Where events carry names that alerts and counters are about.
///
/// An `auth` event has the name that was tried in `username`. A `message` event has the envelope of one mail: who sent it in
/// `sender`, and to whom in `recipients`, several between commas or spaces. Names whose bytes are no UTF-8 stand in
/// `<name>_b64` and are not compared.
enum NameFields {
    static let username = "username"
    static let sender = "sender"
    static let recipients = "recipients"

    /// Addresses of one message that are counted.
    static let maximumRecipients = 100

    /// The name that was tried, in lower case.
    static func login(_ event: SessionEvent) -> String? {
        guard event.kind == .auth, let name = event.fields[username] else { return nil }
        return AlertSubject.comparable(username: name)
    }

    /// The addresses of a message's envelope, in lower case, each once.
    static func emails(_ event: SessionEvent) -> Set<String> {
        guard event.kind == .message else { return [] }
        var emails: Set<String> = []
        for field in [sender, recipients] {
            guard let text = event.fields[field] else { continue }
            let words = text.split(
                maxSplits: maximumRecipients, whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace })
            for word in words.prefix(maximumRecipients) {
                let bare = word.drop { $0 == "<" }.prefix { $0 != ">" }
                if let address = MailAddress(String(bare)) { emails.insert(address.text.lowercased()) }
            }
        }
        return emails
    }
}
