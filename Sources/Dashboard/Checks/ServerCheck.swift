import ThreatModel

/// What the server knows of an address, as far as a page shows it. Bounded, whatever the server says.
struct ServerCheck: Encodable, Equatable, Sendable {
    struct Term: Encodable, Equatable, Sendable {
        var name: String
        var points: Double
        /// Why it counts, in words.
        var reason: String
        /// `low` … `very_high`, of a behaviour.
        var severity: String?
    }

    struct Category: Encodable, Equatable, Sendable {
        var name: String
        var count: Int
    }

    var asked: Moment
    /// Whether anything is known.
    var isKnown: Bool
    /// 0…100.
    var confidence: Int
    var firstSeen: String?
    var lastSeen: String?
    var sessions: Int
    var reports: Int
    var reporters: Int
    /// What it was reported for, the most frequent first.
    var categories: [Category]
    /// The services that it came to, with sessions.
    var protocols: [Category]
    /// What is known of its network, such as `cloud:aws`.
    var tags: [String]
    /// The known benign network that it belongs to.
    var benign: String?
    /// The terms' sum; confidence = 100 × (1 − e^(−points / scale)), before limits.
    var points: Double?
    var scale: Double?
    var terms: [Term]
    /// What moved the confidence after that, in words and in this order.
    var limits: [String]
    /// Why the reasons are missing.
    var reasonsMissing: String?

    /// Of one text, in characters.
    static let longestText = 200
    /// Of one list.
    static let most = 30

    init(_ check: CheckAnswer, _ explanation: ExplainAnswer?, reasonsMissing: String?, asked: Moment) {
        self.asked = asked
        isKnown = check.found
        confidence = min(100, max(0, check.confidenceLevel))
        firstSeen = check.firstSeen.map(Self.cut)
        lastSeen = check.lastSeen.map(Self.cut)
        sessions = max(0, check.totalSessions)
        reports = max(0, check.contributor.reportCount)
        reporters = max(0, check.contributor.distinctReporters)
        categories = check.contributor.categories.sorted { $0.count > $1.count }.prefix(Self.most).map {
            Category(name: Self.cut($0.name.replacing("_", with: " ")), count: $0.count)
        }
        protocols = (check.protocols ?? []).sorted { $0.sessions > $1.sessions }.prefix(Self.most).map {
            Category(name: $0.protocol.name, count: $0.sessions)
        }
        tags = (check.tags ?? []).prefix(Self.most).map(Self.cut)
        benign = check.whitelist.map { Self.cut($0.source) }
        points = explanation?.points
        scale = explanation?.scale
        terms = (explanation?.terms ?? []).sorted { $0.points > $1.points }.prefix(Self.most).map { Term($0) }
        limits = (explanation?.limits ?? []).prefix(Self.most).map { Self.cut($0.sentence) }
        self.reasonsMissing = reasonsMissing.map(Self.cut)
    }

    fileprivate static func cut(_ text: String) -> String {
        text.utf8.count <= longestText ? text : String(text.unicodeScalars.prefix(longestText - 1)) + "…"
    }
}

extension ServerCheck.Term {
    fileprivate init(_ term: ExplainAnswer.Term) {
        self.init(
            name: ServerCheck.cut(term.name), points: term.points, reason: ServerCheck.cut(Self.reason(term)),
            severity: term.severity?.name)
    }

    private static func reason(_ term: ExplainAnswer.Term) -> String {
        if let sessions = term.sessions, let severity = term.severity {
            let what = term.description.map { "\($0.withoutFullStop); " } ?? ""
            return "\(what)\(severity.name.replacing("_", with: " ")), in \(Counted(sessions, "session"))"
        }
        if let votes = term.votes {
            return "\(Counted(votes.count, "organisation")) reported it"
                + (term.isCapped == true ? ", held down because few did lately" : "")
        }
        if term.sensorPoints != nil, term.reportPoints != nil { return "sensors and reports say the same" }
        return "seen on several services"
    }
}

extension ExplainAnswer.Limit {
    /// What it did to the confidence.
    fileprivate var sentence: String {
        if let reason { return reason }
        let number = confidence.map { PointsText.text($0) } ?? "less"
        return switch name {
        case "reportsHeld": "Reports do not count while an appeal of the address's holder is looked into"
        case "gate": "Held at \(number): no trusted sensor saw enough of it, and few vetted organisations reported it"
        case "ownSensors": "Held at \(number), which is what the operator's own sensors saw"
        case "sensorFloor": "At least \(number): trusted sensors saw a grave attack this week"
        case "operatorFloor": "At least \(number): the operator reported it this week"
        case "whitelist": "Times \(PointsText.text(factor ?? 1)): a known benign network (\(source ?? "unnamed"))"
        default: name
        }
    }
}

/// Points and factors as people read them.
enum PointsText {
    /// At most one digit behind the point, two below one.
    static func text(_ value: Double) -> String {
        let digits = abs(value) < 1 ? 100.0 : 10.0
        guard let scaled = Int(exactly: (value * digits).rounded()) else { return "\(value)" }
        let text = "\(Double(scaled) / digits)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
