package import ThreatModel

/// Everything held about one address, bounded: what its score is computed from, and what it can be explained by.
///
/// It grows by ``add(_:)-(BehaviourSighting)``, ``add(_:)-(ReportEvidence)`` and ``addActivity(on:newSessions:events:at:)``
/// at a cost that does not depend on the address's history, in any order and any portions with the same result. It holds
/// facts only; what they are worth is the policy's matter (``ScoringPolicy/score(_:at:whitelistFactor:)``).
package struct Evidence: Equatable, Sendable {
    // MARK: What sensors saw

    /// Behaviours shown with a proven source address, ascending by name and protocol.
    package internal(set) var behaviours: [BehaviourEvidence] = []
    /// Who saw what severity: indexed by the raw value of ``Severity``.
    package internal(set) var witnesses = [SeverityWitnesses](
        repeating: SeverityWitnesses(), count: Severity.allCases.count)
    /// Visits, proven or not, ascending by protocol.
    package internal(set) var activity: [ProtocolActivity] = []
    /// Behaviours shown from a source address that nothing proves. They weigh nothing: anybody can write any source.
    package internal(set) var unprovenSightings: UInt32 = 0

    // MARK: What contributors reported

    /// All reports, echoes included.
    package internal(set) var reportCount: UInt32 = 0
    package internal(set) var firstReported: Timestamp?
    package internal(set) var lastReported: Timestamp?
    /// The weightiest votes, heaviest first. Echoes do not vote.
    package internal(set) var votes: [OrganisationVote] = []
    /// The organisations that voted last.
    package internal(set) var voters = RecentOrganisations()
    /// The organisations that voted last through a vetted account.
    package internal(set) var vettedVoters = RecentOrganisations()
    /// When guards of how many organisations dropped it because it was listed.
    package internal(set) var echoes = EchoDays()
    /// Ascending by category.
    package internal(set) var categories: [CategoryReports] = []
    /// The accounts that reported first, ascending by number.
    package internal(set) var reporters: [ReporterTally] = []
    /// Words given as the protocol, ascending.
    package internal(set) var reportedProtocols: [String] = []

    // MARK: Both

    package internal(set) var firstSeen: Timestamp?
    package internal(set) var lastSeen: Timestamp?

    // MARK: Limits

    /// Pairs of behaviour and protocol held. Beyond, the least grave and most faded one gives way.
    package static let maximumBehaviours = 256
    /// Votes held. Beyond, the weakest gives way: at the least trust there is, this many already bring 94 % of all the
    /// points that reports can bring.
    package static let maximumVotes = 64
    /// Accounts counted one by one; the reports of others are in ``reportCount`` only.
    package static let maximumReporters = 64
    package static let maximumReportedProtocols = 16
    package static let maximumNameLength = 128

    package init() {}

    /// The gravest severity seen from a proven source; `info` when there was none.
    package var severity: Severity { behaviours.map(\.severity).max() ?? .info }

    /// Protocols that sensors saw it on or that reports name.
    package var protocols: AttackProtocolSet {
        var set = AttackProtocolSet()
        for entry in activity { set.formUnion(AttackProtocolSet(entry.protocol)) }
        for name in reportedProtocols {
            if let named = AttackProtocol(name: name) { set.formUnion(AttackProtocolSet(named)) }
        }
        return set
    }

    mutating func notePresence(at time: Timestamp) {
        firstSeen = min(firstSeen ?? time, time)
        lastSeen = max(lastSeen ?? time, time)
    }
}
