import IPNetworks
import ThreatModel

/// What is known about an address, for people.
struct CheckText {
    let text: String

    init(_ answer: CheckAnswer) {
        guard answer.found else {
            text =
                "\(answer.ip)  nothing known, confidence 0\n"
                + (answer.ip.isListable
                    ? "" : "  private and reserved addresses are recorded, and never scored or listed\n")
            return
        }
        var lines = ["\(answer.ip)  confidence \(answer.confidenceLevel) of 100"]
        if let whitelist = answer.whitelist, let raw = answer.rawConfidenceLevel {
            lines.append("  known benign network (\(whitelist.source)): \(raw) without it")
        }
        if let place = answer.geolocation.flatMap({ Self.place($0) }) { lines.append("  " + place) }
        if let tags = answer.tags, !tags.isEmpty { lines.append("  network of " + tags.joined(separator: ", ")) }
        if let first = answer.firstSeen, let last = answer.lastSeen {
            lines.append(
                "  seen \(MomentText.minute(first)) to \(MomentText.minute(last)): "
                    + "\(Counted(answer.totalSessions, "session")), \(Counted(answer.totalEvents, "event"))")
        }
        let protocols = (answer.protocols ?? []).map { "\($0.protocol) \($0.sessions)" }
        if !protocols.isEmpty { lines.append("  sessions by service: " + protocols.joined(separator: ", ")) }
        let reports = answer.contributor
        if reports.reportCount > 0 {
            let categories = reports.categories.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
            lines.append(
                "  reported \(Counted(reports.reportCount, "time")) by \(reports.distinctReporters): \(categories)")
        }
        text = lines.map { $0 + "\n" }.joined() + Self.behaviours(answer.behaviors ?? [])
    }

    /// `Germany, AS64500 Example Ltd., Tor exit`; `nil` when nothing is known.
    private static func place(_ place: CheckAnswer.Geolocation) -> String? {
        PlaceText.line(
            country: place.countryName, city: place.city, asn: place.asn, organisation: place.asnOrg,
            isTor: place.isTor, isProxy: place.isProxy)
    }

    private static func behaviours(_ behaviours: [CheckAnswer.BehaviorSighting]) -> String {
        guard !behaviours.isEmpty else { return "" }
        let gravestFirst = behaviours.sorted { ($1.severity, $1.count, $0.name) < ($0.severity, $0.count, $1.name) }
        return "\n"
            + Table(
                header: ["severity", "behaviour", "times", "ATT&CK", "what it is"],
                rows: gravestFirst.map {
                    [
                        $0.severity.name, $0.name, "\($0.count)",
                        $0.attack.isEmpty ? "–" : $0.attack.joined(separator: " "),
                        $0.description,
                    ]
                }
            ).text
    }
}
