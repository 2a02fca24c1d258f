import ThreatModel
import WebPages

/// What the server knows of an address, when somebody has asked it.
struct AddressCheckPart {
    let model: AddressModel
    let frame: PageFrame

    var html: HTML {
        Tag.section(.labelled(by: "server")) {
            Tag.h2(.id("server")) { "What the server knows" }
            if let check = model.check {
                answer(check)
            } else if !model.hasServer {
                Tag.p(.class("soft")) { "There is no key of a server to ask with (api.key in the settings)." }
            } else if frame.mayChange {
                frame.form("check", fields: [("address", model.address)]) {
                    Tag.button { "Ask the server" }
                }
                Tag.p(.class("soft")) {
                    "That costs \(ServerChecks.lookups) lookups of the key. The answer is shown for ten minutes."
                }
            } else {
                Tag.p(.class("soft")) { "Nobody has asked it within the last minutes; an administrator can." }
            }
        }
    }

    @HTMLBuilder
    private func answer(_ check: ServerCheck) -> HTML {
        Tag.div(.class("verdict")) {
            Tag.p(.class("number")) {
                check.confidence
                Tag.small { " of 100" }
            }
            Tag.p {
                Tag.strong { check.isKnown ? "Confidence: \(word(check)). " : "Nothing is known of it. " }
                "Asked "
                TimeText.distance(check.asked.time, from: frame.now)
                "."
                if let benign = check.benign { " It belongs to a network known to be benign (\(benign))." }
            }
            Tag.meter(
                .class(level(check)), .label("Confidence that it is hostile"), .minimum(0), .maximum(100),
                .value("\(check.confidence)"))
        }
        if check.isKnown { facts(check) }
        if !check.terms.isEmpty { terms(check) }
        if let missing = check.reasonsMissing { Tag.p { "The reasons are missing: \(missing)." } }
    }

    /// As the server's own pages call it.
    private func level(_ check: ServerCheck) -> String {
        switch check.confidence {
        case ..<10: "none"
        case ..<40: "low"
        case ..<70: "medium"
        case ..<90: "high"
        default: "very_high"
        }
    }

    private func word(_ check: ServerCheck) -> String { level(check).replacing("_", with: " ") }

    private func facts(_ check: ServerCheck) -> HTML {
        let facts: [(String, String)] = [
            ("First seen", check.firstSeen.map(minute) ?? ""), ("Last seen", check.lastSeen.map(minute) ?? ""),
            ("Seen by sensors", Counted(check.sessions, "session").description),
            (
                "Reported",
                check.reports == 0
                    ? "never" : "\(Counted(check.reports, "time")) by \(Counted(check.reporters, "account"))"
            ), ("For", check.categories.map { "\($0.name) \($0.count)" }.joined(separator: ", ")),
            ("Services", check.protocols.map { "\($0.name) \($0.count)" }.joined(separator: ", ")),
            ("Network", check.tags.joined(separator: ", ")),
        ]
        return Tag.dl(.class("facts")) {
            for (name, value) in facts where !value.isEmpty {
                Tag.div {
                    Tag.dt { name }
                    Tag.dd { value }
                }
            }
        }
    }

    private func minute(_ moment: String) -> String { String(moment.prefix(16)).replacing("T", with: " ") }

    private func terms(_ check: ServerCheck) -> HTML {
        Tag.div {
            Tag.h3 { "Where the confidence comes from" }
            Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("Points")) {
                Tag.table {
                    Tag.thead {
                        Tag.tr {
                            Tag.th(.scope("col"), .class("number")) { "Points" }
                            Tag.th(.scope("col")) { "For" }
                            Tag.th(.scope("col")) { "Because" }
                        }
                    }
                    Tag.tbody {
                        for term in check.terms {
                            Tag.tr {
                                Tag.td(.class("number")) { PointsText.text(term.points) }
                                Tag.td {
                                    Tag.span(.class("mono")) { term.name }
                                    if let severity = term.severity {
                                        " "
                                        Tag.span(.class("severity \(severity)")) {
                                            severity.replacing("_", with: " ")
                                        }
                                    }
                                }
                                Tag.td { term.reason }
                            }
                        }
                        if let points = check.points {
                            Tag.tr {
                                Tag.td(.class("number")) { Tag.strong { PointsText.text(points) } }
                                Tag.td { Tag.strong { "together" } }
                                Tag.td { sum(check, points) }
                            }
                        }
                    }
                }
            }
            if !check.limits.isEmpty {
                Tag.ul { for limit in check.limits { Tag.li { limit } } }
            }
        }
    }

    private func sum(_ check: ServerCheck, _ points: Double) -> String {
        guard let scale = check.scale, scale > 0 else { return "" }
        return "confidence = 100 × (1 − e^(−points ÷ \(PointsText.text(scale))))"
            + (check.limits.isEmpty ? " = \(check.confidence)" : ", then held or raised:")
    }
}
