import Geolocation
import IPNetworks
import ThreatModel

/// Which addresses a list or stream holds. The one place where that is decided.
struct ListFilter: Hashable, Sendable {
    static let defaultScoreMinimum: UInt8 = 50

    /// 1…100.
    var scoreMinimum: UInt8 = defaultScoreMinimum
    var family = FamilyFilter.mixed
    /// Sensor or report activity on at least one of them; empty asks for nothing.
    var protocols = AttackProtocolSet()
    /// The least that the gravest behaviour must be.
    var minSeverity = Severity.info
    /// Whether addresses of known benign networks are judged as all others are.
    var ignoresWhitelist = false
    var places = PlaceFilter()

    /// Whether nothing but confidence and family decides: what nearly all clients ask for.
    var isUsual: Bool { self == ListFilter(scoreMinimum: scoreMinimum, family: family) }

    /// The confidence that an address is listed with.
    func confidence(of facts: ListingFacts) -> UInt8 { ignoresWhitelist ? facts.rawConfidence : facts.confidence }

    /// The confidence that an address is listed with.
    func confidence(of record: RecordView) -> UInt8 { ignoresWhitelist ? record.rawConfidence : record.confidence }

    /// Whether an address with these facts is on the list, wherever it is.
    func holds(_ facts: ListingFacts) -> Bool {
        holds(
            confidence: confidence(of: facts), isWhitelisted: facts.isWhitelisted, severity: facts.severity,
            protocols: facts.protocols)
    }

    /// The same, of a record's first bytes.
    func holds(_ record: RecordView) -> Bool {
        let confidence = confidence(of: record)
        // Most records are told by this alone.
        guard confidence >= scoreMinimum else { return false }
        return holds(
            confidence: confidence, isWhitelisted: record.isWhitelisted, severity: record.severity,
            protocols: record.protocols)
    }

    private func holds(
        confidence: UInt8, isWhitelisted: Bool, severity: Severity, protocols: AttackProtocolSet
    ) -> Bool {
        confidence >= scoreMinimum && (ignoresWhitelist || !isWhitelisted) && severity >= minSeverity
            && (self.protocols.isEmpty || !self.protocols.isDisjoint(with: protocols))
    }
}
