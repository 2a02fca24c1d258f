import Store
import ThreatModel

/// Lines of mail that tell what attackers wrote without letting it do anything in the reader's terminal.
enum MailText {
    /// Control characters, and those that hide or reorder what stands beside them, as `\u{…}`.
    static func safe(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        return text.unicodeScalars.reduce(into: "") { safe, scalar in
            if isUnsafe(scalar) {
                safe += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
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
