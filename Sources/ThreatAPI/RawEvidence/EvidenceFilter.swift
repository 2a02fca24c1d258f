import ThreatModel

/// The part of the evidence about an address that a question is about.
struct EvidenceFilter: Hashable, Sendable {
    /// Seconds; `nil`: of any age.
    var maximumAge: Int?
    /// `nil`: on any protocol, or on none. Otherwise sessions on one of these, and reports that name one of these.
    var protocols: AttackProtocolSet?

    var isEverything: Bool { maximumAge == nil && protocols == nil }

    /// The earliest moment of evidence that counts.
    func earliest(at now: Timestamp) -> Timestamp? { maximumAge.map { now.advanced(by: .seconds(-$0)) } }

    func holds(_ attackProtocol: AttackProtocol) -> Bool { protocols.map { $0.contains(attackProtocol) } ?? true }

    func holds(reportOn name: String?) -> Bool {
        guard protocols != nil else { return true }
        return name.flatMap { AttackProtocol(name: $0) }.map { holds($0) } ?? false
    }

    /// What the filter leaves of an address's record.
    enum Part: Equatable {
        /// All of it: the record itself is the answer.
        case everything
        case nothing
        /// Something between, which only the raw sessions and reports tell.
        case some
    }

    func part(of record: RecordView, at now: Timestamp) -> Part {
        if let protocols, protocols.isDisjoint(with: record.protocols) { return .nothing }
        guard let earliest = earliest(at: now).map({ UInt64(clamping: $0.milliseconds) }) else {
            return protocols == nil ? .everything : .some
        }
        if record.lastSeen < earliest { return .nothing }
        return protocols == nil && record.parts.firstSeen >= earliest ? .everything : .some
    }
}
