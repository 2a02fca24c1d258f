import Detection
import IPNetworks
import Scoring
import Store
import ThreatModel

/// Writes the answer of `explain`. The points of the terms add up to `points`, from which and from the limits the
/// confidence follows.
struct ExplanationWriter {
    /// Digits behind the point: a sum of hundreds of terms is right to a hundredth.
    private static let places = 6

    private let rules: IngestRules
    private let names: ReportNames
    private let account: Int64
    private let now: Timestamp
    private let joined: Organisations
    private var organisations: Anonymiser
    private var json = JSONWriter(capacity: 4096)

    /// - Parameter account: who asks, and is shown its own comments.
    init(_ explanation: Explanation, rules: IngestRules, names: ReportNames, account: Int64, at now: Timestamp) {
        self.rules = rules
        self.names = names
        self.account = account
        self.now = now
        joined = explanation.known?.organisations ?? Organisations()
        organisations = Anonymiser(reader: joined[account])
    }

    consuming func write(_ explanation: Explanation) -> [UInt8] {
        json.literal("{\"ip\":")
        json.address(explanation.address)
        json.member("found")
        json.bool(explanation.known != nil)
        json.member("explainedAt")
        json.rfc3339(milliseconds: now.milliseconds)
        if let known = explanation.known {
            write(known, of: explanation.address)
        } else {
            json.literal(
                """
                ,"confidenceLevel":0,"rawConfidenceLevel":0,"policyVersion":0,"points":0,"scale":0,"terms":[],\
                "limits":[],"echoes":{"renewedDays":0,"days":[]},"firstSeen":null,"lastSeen":null,"totalSessions":0,"sessions":[],"totalReports":0,\
                "reports":[]
                """)
        }
        json.literal("}\n")
        return json.bytes
    }

    private mutating func write(_ known: Explanation.Known, of address: IPAddress) {
        let (score, evidence) = (known.score, known.evidence)
        json.member("confidenceLevel")
        json.integer(score.confidence)
        json.member("rawConfidenceLevel")
        json.integer(score.rawConfidence)
        json.member("policyVersion")
        json.integer(score.policyVersion)
        json.member("points")
        json.decimal(score.points, places: Self.places)
        json.member("scale")
        json.decimal(rules.policy.scale, places: Self.places)
        json.member("terms")
        list(score.terms) { $0.write($1) }
        json.member("limits")
        let whitelist = KnownNetworks.whitelist(among: rules.networks.current.lists(holding: address))?.name
        list(score.limits) { $0.write($1, whitelist: whitelist) }
        json.member("echoes")
        write(evidence.echoes, renewedDays: score.renewedDays)
        json.member("firstSeen")
        time(evidence.firstSeen)
        json.member("lastSeen")
        time(evidence.lastSeen)
        json.member("totalSessions")
        json.integer(evidence.activity.reduce(0) { $0 + Int($1.sessions) })
        json.member("sessions")
        list(known.sessions) { $0.write($1) }
        json.member("totalReports")
        json.integer(evidence.reportCount)
        json.member("reports")
        list(known.reports) { $0.write($1) }
    }

    // MARK: Terms

    private mutating func write(_ term: ScoreTerm) {
        json.literal("{\"name\":")
        json.string(term.name)
        json.member("kind")
        switch term.basis {
        case .behaviour(let behaviour): write(behaviour)
        case .protocols(let shares):
            json.literal("\"protocols\"")
            json.member("protocols")
            list(shares) { writer, share in
                writer.json.literal("{\"protocol\":")
                writer.json.word(share.protocol)
                writer.number("share", share.share)
                writer.json.literal("}")
            }
        case .reports(let reports): write(reports)
        case .agreement(let sensors, let reports):
            json.literal("\"agreement\"")
            number("sensorPoints", sensors)
            number("reportPoints", reports)
        }
        number("points", term.value)
        json.literal("}")
    }

    private mutating func write(_ behaviour: ScoreTerm.Behaviour) {
        json.literal("\"behavior\"")
        json.member("severity")
        json.word(behaviour.severity)
        let known = rules.catalogue.behaviour(named: behaviour.name).map { rules.catalogue.behaviours[$0] }
        json.member("description")
        json.string(known?.description ?? "")
        json.member("attack")
        json.array(known?.attack ?? []) { $0.string($1) }
        json.member("protocols")
        json.array(behaviour.protocols.members) { $0.word($1) }
        json.member("sessions")
        json.integer(behaviour.sessions)
        number("weight", rules.policy.weight(of: behaviour.severity))
        number("fadedSessions", behaviour.fadedSessions)
        number("multiplier", behaviour.multiplier)
        json.member("halfLifeDays")
        json.integer(rules.policy.sightingHalfLife)
        json.member("firstSeen")
        time(behaviour.first.start)
        json.member("lastSeen")
        time(behaviour.last.start)
        number("ageDays", days(since: behaviour.last))
    }

    private mutating func write(_ reports: ScoreTerm.Reports) {
        json.literal("\"reports\"")
        number("weight", reports.weight)
        json.member("recentReporters")
        json.integer(reports.recentVoters)
        json.member("isCapped")
        json.bool(reports.isCapped)
        json.member("halfLifeDays")
        json.integer(rules.policy.reportHalfLife)
        json.member("votes")
        list(reports.votes) { writer, vote in
            writer.json.literal("{\"reporter\":")
            writer.json.string(writer.organisations.name(of: vote.organisation))
            writer.number("trust", vote.trust)
            writer.number("weight", vote.weight)
            writer.json.member("at")
            writer.time(vote.at.start)
            writer.number("ageDays", writer.days(since: vote.at))
            writer.json.member("accounts")
            writer.json.integer(writer.joined.members(with: vote.organisation).count)
            writer.json.literal("}")
        }
    }

    /// - Parameter whitelist: the known benign network that takes from the confidence.
    private mutating func write(_ limit: ScoreLimit, whitelist: String?) {
        json.literal("{\"name\":")
        switch limit {
        case .reportsHeld(let until):
            json.literal("\"reportsHeld\"")
            json.member("until")
            time(until.start)
        case .gate(let confidence, let voices):
            json.literal("\"gate\"")
            number("confidence", confidence)
            json.member("vettedOrganisations")
            json.integer(voices)
        case .ownSensors(let confidence, let voices):
            json.literal("\"ownSensors\"")
            number("confidence", confidence)
            json.member("vettedOrganisations")
            json.integer(voices)
        case .sensorFloor(let confidence):
            json.literal("\"sensorFloor\"")
            number("confidence", confidence)
        case .operatorFloor(let confidence):
            json.literal("\"operatorFloor\"")
            number("confidence", confidence)
        case .whitelist(let factor):
            json.literal("\"whitelist\"")
            number("factor", factor)
            json.member("source")
            optional(whitelist)
        }
        json.member("reason")
        json.string(limit.reason(under: rules.policy, whitelist: whitelist))
        json.literal("}")
    }

    /// On which days guards of several organisations dropped the address because it was listed.
    private mutating func write(_ echoes: EchoDays, renewedDays: Int) {
        json.literal("{\"renewedDays\":")
        json.integer(renewedDays)
        json.member("days")
        list(echoes.entries) { writer, entry in
            writer.json.literal("{\"day\":")
            writer.time(UTCHour(number: entry.day * 24).start)
            writer.json.member("organizations")
            writer.json.integer(entry.organisations.count)
            writer.json.literal("}")
        }
        json.literal("}")
    }

    // MARK: What the terms rest on

    private mutating func write(_ session: Explanation.Session) {
        json.literal("{\"id\":")
        json.string(session.stored.id.description)
        json.member("protocol")
        json.word(session.stored.protocol)
        json.member("startedAt")
        time(session.stored.startedAt)
        json.member("lastEventAt")
        time(session.stored.lastEventAt)
        json.member("events")
        json.integer(session.stored.eventCount)
        json.member("behaviors")
        json.array(session.behaviours.map { rules.catalogue.behaviours[$0].name }) { $0.string($1) }
        json.literal("}")
    }

    private mutating func write(_ stored: StoredReport) {
        let isOwn = stored.account == account
        json.literal("{\"id\":")
        json.string(names.name(of: stored))
        json.member("category")
        json.word(stored.report.category)
        json.member("protocol")
        optional(stored.report.protocolName)
        json.member("reportKind")
        json.word(stored.report.kind)
        json.member("at")
        time(stored.at)
        json.member("reporter")
        json.string(organisations.name(of: joined[stored.account]))
        // What others wrote may say who they are.
        json.member("comment")
        optional(isOwn ? stored.report.comment : nil)
        json.literal("}")
    }

    // MARK: Values

    private mutating func number(_ name: StaticString, _ value: Double) {
        json.member(name)
        json.decimal(value, places: Self.places)
    }

    private func days(since hour: UTCHour) -> Double { Double(UTCHour(now).age(of: hour)) / 24 }

    private mutating func time(_ time: Timestamp?) {
        if let time { json.rfc3339(milliseconds: time.milliseconds) } else { json.literal("null") }
    }

    private mutating func optional(_ text: String?) {
        if let text { json.string(text) } else { json.literal("null") }
    }

    private mutating func list<Element>(
        _ elements: [Element], _ write: (inout ExplanationWriter, Element) -> Void
    ) {
        json.literal("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { json.literal(",") }
            write(&self, element)
        }
        json.literal("]")
    }
}
