import IPNetworks
import ThreatModel

/// Why an address has its confidence, for somebody who wants to know whether that is right.
struct ExplainText {
    let text: String

    init(_ answer: ExplainAnswer) {
        guard answer.found else {
            text = "\(answer.ip)  nothing known, confidence 0: there is nothing to explain\n"
            return
        }
        var paragraphs = [Self.heading(answer)]
        if !answer.terms.isEmpty { paragraphs.append(Self.terms(answer)) }
        let sentences = answer.limits.map(Self.sentence) + Self.echoes(answer)
        if !sentences.isEmpty { paragraphs.append(sentences.map { "  \($0)\n" }.joined()) }
        if !answer.sessions.isEmpty { paragraphs.append(Self.sessions(answer)) }
        if !answer.reports.isEmpty { paragraphs.append(Self.reports(answer)) }
        text = paragraphs.joined(separator: "\n")
    }

    private static func heading(_ answer: ExplainAnswer) -> String {
        var lines = ["\(answer.ip)  confidence \(answer.confidenceLevel) of 100"]
        if let first = answer.firstSeen, let last = answer.lastSeen {
            lines.append("  seen \(MomentText.minute(first)) to \(MomentText.minute(last))")
        }
        lines.append(
            "  \(number(answer.points)) points; confidence = 100 x (1 - e^(-points / \(number(answer.scale)))), "
                + "policy \(answer.policyVersion)")
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: Points

    private static func terms(_ answer: ExplainAnswer) -> String {
        let rows = answer.terms.map { [number($0.points), $0.name, basis($0)] }
        return Table(header: ["points", "for", "because"], rows: rows).text
    }

    private static func basis(_ term: ExplainAnswer.Term) -> String {
        if let severity = term.severity, let sessions = term.sessions, let multiplier = term.multiplier {
            let weight = number(term.weight ?? 0)
            let last = term.lastSeen.map { ", last \(MomentText.minute($0))" } ?? ""
            return "\(severity.name) \(weight) x \(number(multiplier)): \(Counted(sessions, "session"))\(last), "
                + "half as much after \(Counted(term.halfLifeDays ?? 0, "day"))"
        }
        if let votes = term.votes {
            let own = votes.contains { $0.reporter == "you" } ? ", you among them" : ""
            let accounts = votes.reduce(0) { $0 + ($1.accounts ?? 1) }
            let joined = accounts > votes.count ? " (\(Counted(accounts, "account")), joined by their networks)" : ""
            let capped = term.isCapped == true ? ", held down: too few reported lately" : ""
            return "\(Counted(votes.count, "organisation")) reported\(joined)\(own)\(capped), half as much after "
                + "\(Counted(term.halfLifeDays ?? 0, "day"))"
        }
        if let sensors = term.sensorPoints, let reports = term.reportPoints {
            return "sensors (\(number(sensors))) and reports (\(number(reports))) say the same"
        }
        return "seen on several services"
    }

    private static func sentence(_ limit: ExplainAnswer.Limit) -> String {
        if let reason = limit.reason { return printable(reason) }
        let confidence = number(limit.confidence ?? 0)
        switch limit.name {
        case "reportsHeld":
            let until = limit.until.map { " until \(MomentText.minute($0))" } ?? ""
            return "reports do not count\(until): the address's holder has appealed, and somebody looks into it"
        case "gate":
            let vetted = Counted(limit.vettedOrganisations ?? 0, "vetted organisation")
            return "held at \(confidence): no trusted sensor saw enough of it, and \(vetted) reported it"
        case "ownSensors": return "held at \(confidence), which is what the operator's own sensors saw"
        case "sensorFloor": return "at least \(confidence): trusted sensors saw the gravest kind of attack this week"
        case "operatorFloor": return "at least \(confidence): the operator reported it this week"
        case "whitelist":
            return "times \(number(limit.factor ?? 1)): a known benign network (\(limit.source ?? "unnamed"))"
        default: return limit.name
        }
    }

    private static func echoes(_ answer: ExplainAnswer) -> [String] {
        guard let echoes = answer.echoes, echoes.renewedDays > 0 else { return [] }
        return [
            "\(Counted(echoes.renewedDays, "day")) younger: on so many, guards of several organisations dropped it from their doors"
        ]
    }

    // MARK: Evidence

    private static func sessions(_ answer: ExplainAnswer) -> String {
        let rows = answer.sessions.map { session in
            [
                MomentText.minute(session.startedAt), session.protocol.name, "\(session.events)", session.id,
                session.behaviors.isEmpty ? "–" : session.behaviors.joined(separator: " "),
            ]
        }
        return "sessions: \(rows.count) of \(answer.totalSessions)\n"
            + Table(header: ["began", "service", "events", "session", "showed"], rows: rows).text
    }

    private static func reports(_ answer: ExplainAnswer) -> String {
        let rows = answer.reports.map { report in
            [
                MomentText.minute(report.at), report.category.name, report.protocol ?? "–", report.reporter,
                report.id ?? "–", report.comment ?? "",
            ].map(Self.printable)
        }
        return "reports: \(rows.count) of \(answer.totalReports)\n"
            + Table(header: ["at", "category", "service", "reporter", "report", "comment"], rows: rows).text
    }

    /// What others wrote, without what would move a terminal's cursor.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 }))
    }

    /// Two digits behind the point, none where they are zero.
    private static func number(_ value: Double) -> String {
        guard let hundredths = Int(exactly: (value * 100).rounded()) else { return "\(value)" }
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        guard rest != 0 else { return "\(whole)" }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
