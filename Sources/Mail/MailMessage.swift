import FoundationEssentials
package import ThreatModel

/// A message as `sendmail -t` takes it (RFC 5322, RFC 2045): every header is ours, addresses are checked ones, and the body
/// is base64, so that nothing in it can become a header, a line too long, or another message.
package struct MailMessage: Sendable {
    let from: MailAddress
    let to: MailAddress
    let subject: String
    let id: UUIDv7
    let date: Timestamp
    let text: String

    /// - Parameters:
    ///   - subject: any text; what a header cannot hold is encoded.
    ///   - id: becomes part of the message's own.
    ///   - text: the body, for people.
    package init(from: MailAddress, to: MailAddress, subject: String, id: UUIDv7, date: Timestamp, text: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.id = id
        self.date = date
        self.text = text
    }

    package var bytes: [UInt8] {
        let headers = [
            "From: Sikker <\(from.text)>",
            "To: <\(to.text)>",
            "Subject: \(EncodedWord.header(subject))",
            "Date: \(Self.date(date))",
            "Message-ID: <\(id)@\(from.text.split(separator: "@").last ?? "localhost")>",
            // RFC 3834: no vacation notices in answer.
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        let body = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithLineFeed,
        ])
        // The program that takes it knows the line ends of its own system; those of the wire are its business.
        return Array((headers.joined(separator: "\n") + "\n\n" + body + "\n").utf8)
    }

    /// RFC 5322 §3.3: `Sun, 22 Nov 2026 12:00:00 +0000`.
    static func date(_ time: Timestamp) -> String {
        let (year, month, day) = Timestamp.civil(day: time.day)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // Day 0 was a Thursday.
        let weekday = weekdays[Int((time.day % 7 + 7) % 7)]
        let ofDay = time.seconds - time.day * 86_400
        let clock = [ofDay / 3600, ofDay / 60 % 60, ofDay % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(weekday), \(day) \(months[Int(month) - 1]) \(year) \(clock.joined(separator: ":")) +0000"
    }
}
