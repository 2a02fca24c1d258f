import Guard
import ThreatModel

/// A guard's status for people.
enum StatusText {
    static func text(_ report: StatusReport) -> String {
        var lines = ["\(title(report.state)): \(report.summary)", ""]
        func row(_ name: String, _ value: String?) {
            if let value { lines.append(name + String(repeating: " ", count: max(1, 12 - name.count)) + value) }
        }
        row("backend", report.backend)
        row("generation", "\(report.generation)")
        row("verified", report.verified)
        row("blocked", entries(report.entries))
        row("dropped", report.dropped.map { "\($0.packets) packets, \($0.bytes) bytes" })
        if let observed = report.observed, observed.packets > 0 {
            row("let through", "\(observed.packets) packets, \(observed.bytes) bytes")
        }
        row("allowed", report.allowed)
        if report.restores > 0 { row("restored", "\(report.restores) times after others had changed the rules") }
        row("disk", report.storageFailure)
        for line in report.notifications.map(notifications) ?? [] { row("told", line) }
        lines.append("")
        let rows = report.sources.map { source in
            [
                source.name, source.state, source.ipv4.map { "\($0)" } ?? "–", source.ipv6.map { "\($0)" } ?? "–",
                source.confirmed.map { MomentText.minute($0) } ?? "–",
                ([source.reason, source.storage].compactMap(\.self) + source.warnings).joined(separator: "; "),
            ]
        }
        var text = lines.joined(separator: "\n") + "\n"
        text += Table(header: ["source", "state", "IPv4", "IPv6", "confirmed", ""], rows: rows).text
        if report.exclusionCount > 0 {
            text += "\nListed and not blocked: \(report.exclusionCount)\n"
            text += report.exclusions.map { "  \($0)\n" }.joined()
        }
        return text
    }

    /// How the owner is told, a line for each way.
    private static func notifications(_ status: NotificationStatus) -> [String] {
        guard !status.ways.isEmpty else { return ["nobody; 'notifications.url' or 'notifications.mail' says whom"] }
        var lines = status.ways.map { way in
            let waiting = way.waiting > 0 ? ", \(Counted(way.waiting, "message")) on the way" : ""
            let last = way.delivered.map { ", last at \(MomentText.minute($0))" } ?? ""
            return way.place + (way.failure.map { ": \($0)" } ?? last) + waiting
        }
        if status.held > 0 { lines.append("\(Counted(status.held, "thing")) held back until its hour is over") }
        if status.lost > 0 { lines.append("\(Counted(status.lost, "message")) did not arrive") }
        if let problem = status.storageFailure { lines.append(problem) }
        return lines
    }

    private static func title(_ state: StatusReport.State) -> String {
        switch state {
        case .protected: "Protected"
        case .observing: "Only watching"
        case .paused: "Paused"
        case .dryRun: "Dry run"
        case .starting: "Starting"
        case .unprotected: "NOT protected"
        }
    }

    private static func entries(_ entries: [String: Int]) -> String {
        func count(_ name: String, _ noun: String, plural: String? = nil) -> Counted {
            Counted(entries[name] ?? 0, noun, plural: plural)
        }
        return "IPv4: \(count("blocked4", "address", plural: "addresses")), \(count("networks4", "network")); "
            + "IPv6: \(count("blocked6", "address", plural: "addresses")), \(count("networks6", "network"))"
    }
}
