import Mail
import Store
import ThreatModel

extension MailMessage {
    init(from: MailAddress, to: MailAddress, digest: Digest) {
        let count = digest.entries.count
        self.init(
            from: from, to: to, subject: "Sikker: \(count) \(count == 1 ? "alert" : "alerts")", id: digest.id,
            date: digest.createdAt, text: digest.mailText)
    }
}

extension Digest {
    /// What mail says, for people.
    var mailText: String {
        var lines = ["What your alerts matched since the last message:", ""]
        for entry in entries {
            let alert = entry.alert
            let label = alert.label.map { " (\(MailText.safe($0)))" } ?? ""
            lines.append("\(alert.kind.name) \(MailText.safe(alert.subject))\(label)")
            lines.append(
                "  \(alert.pending) new \(alert.pending == 1 ? "match" : "matches"), \(alert.matchCount) in all")
            for example in entry.examples {
                let on = example.protocolName.map { " on \(MailText.safe($0))" } ?? ""
                lines.append("  \(example.at.rfc3339)  \(example.source.name) from \(example.address)\(on)")
            }
            if alert.pending > entry.examples.count { lines.append("  …") }
            lines.append("")
        }
        lines.append("At most one such message is sent in an hour.")
        return lines.joined(separator: "\n") + "\n"
    }
}
