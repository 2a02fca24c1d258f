import IPNetworks
import Store
import ThreatModel

/// How far a hunt is and what it has found, as `--json` shows it.
struct HuntReport: Encodable {
    struct Finding: Encodable {
        let address: String
        /// `null`: the address was not known.
        let before: Int?
        let after: Int
        let behaviours: [String]
        let at: String
    }

    let id: Int64
    /// Empty: all there are.
    let behaviours: [String]
    let startedAt: String
    let finishedAt: String?
    let sessions: Int
    let totalSessions: Int
    let events: Int
    let sightings: Int
    let addresses: Int
    let findings: [Finding]

    init(_ hunt: StoredHunt, findings: [HuntFinding]) {
        id = hunt.id
        behaviours = hunt.behaviours
        startedAt = hunt.startedAt.rfc3339
        finishedAt = hunt.finishedAt?.rfc3339
        sessions = hunt.sessions
        totalSessions = hunt.total
        events = hunt.events
        sightings = hunt.sightings
        addresses = hunt.addresses
        self.findings = findings.map { finding in
            Finding(
                address: "\(finding.address)", before: finding.before.map { Int($0) }, after: Int(finding.after),
                behaviours: finding.behaviours, at: finding.at.rfc3339)
        }
    }

    /// Names shown before it is only said how many there are.
    private static let shownNames = 5

    /// For people.
    var text: String {
        let names = behaviours.prefix(Self.shownNames).joined(separator: ", ")
        let rest = behaviours.count - Self.shownNames
        let what = behaviours.isEmpty ? "all behaviours" : names + (rest > 0 ? " and \(rest) more" : "")
        let state = finishedAt.map { "begun \(startedAt), over \($0)" } ?? "begun \(startedAt), not over"
        var text = """
            Hunt \(id) for \(what): \(state).
            \(sessions) of \(Counted(max(sessions, totalSessions), "session")) looked at, \
            \(Counted(events, "event")) matched: \(Counted(sightings, "sighting")) on \
            \(Counted(addresses, "address", plural: "addresses")) found.

            """
        if !findings.isEmpty {
            text +=
                Table(
                    header: ["address", "before", "after", "because of"],
                    rows: findings.map { finding in
                        [
                            finding.address, finding.before.map { "\($0)" } ?? "–", "\(finding.after)",
                            finding.behaviours.joined(separator: " "),
                        ]
                    }
                ).text
        }
        return text
    }
}
