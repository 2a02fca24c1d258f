import IPNetworks
import ThreatModel

/// What is known about the addresses of a network, for people.
struct RangeText {
    /// Addresses that are printed; `--json` has more.
    private static let maximumRows = 20

    let text: String

    init(_ answer: RangeAnswer) {
        let subject = answer.network.map(\.description) ?? "AS\(answer.asn ?? "")"
        var lines = [
            "\(subject)  \(answer.known) addresses known, \(answer.listed) listed at \(answer.scoreMinimum) or more"
        ]
        for share in answer.listedShares {
            let unit = share.unit == "address" ? "IPv\(share.ipVersion) addresses" : "networks of /64"
            lines.append(
                "  \(Self.percent(share.share)) of all \(unit) (95 % sure: "
                    + "\(Self.percent(share.lower)) to \(Self.percent(share.upper)))")
        }
        let levels = ["very_high", "high", "medium", "low", "none"]
            .compactMap { name in answer.levels[name].flatMap { $0 > 0 ? "\(name) \($0)" : nil } }
        if !levels.isEmpty { lines.append("  by level: " + levels.joined(separator: ", ")) }
        text = lines.map { $0 + "\n" }.joined() + Self.table(answer.reportedAddress)
    }

    private static func table(_ addresses: [RangeAnswer.Named]) -> String {
        guard !addresses.isEmpty else { return "" }
        let rows = addresses.prefix(maximumRows).map { entry in
            [
                entry.ip.description, "\(entry.confidenceLevel)", MomentText.minute(entry.lastSeen.rfc3339),
                "\(entry.sessions)", "\(entry.numReports)",
            ]
        }
        let rest = addresses.count - rows.count
        return "\n" + Table(header: ["address", "confidence", "last seen", "sessions", "reports"], rows: rows).text
            + (rest > 0 ? "and \(rest) more; --json names them\n" : "")
    }

    /// Two digits that say something: `12 %`, `0.0015 %`.
    private static func percent(_ share: Double) -> String {
        var digits = 0
        var scaled = share * 100
        while scaled > 0, scaled < 10, digits < 7 {
            scaled *= 10
            digits += 1
        }
        let whole = Int(exactly: scaled.rounded()).map { "\($0)" } ?? "\(scaled)"
        guard digits > 0, share > 0 else { return "\(whole) %" }
        let padded = String(repeating: "0", count: max(0, digits + 1 - whole.count)) + whole
        return "\(padded.dropLast(digits)).\(padded.suffix(digits)) %"
    }
}
