import Scoring
import ThreatModel

/// What every formula holds about one address.
struct Holdings: Sendable {
    private(set) var evidence = Evidence()
    /// The same, as if everything had happened in one hour and every reporter were believed alike.
    private(set) var frozenEvidence = Evidence()
    /// Visits and reports.
    private(set) var count: UInt32 = 0

    var isEmpty: Bool { count == 0 }

    /// The hour in which nothing ages.
    static let frozenTime = Timestamp(milliseconds: 1_700_000_000_000)
    /// What everybody's word is worth where nobody has to earn trust: as much as that of an old account of which nothing
    /// else is known.
    private static let believed = ReporterStanding(trust: 0.4, isVetted: true, isOperator: false)

    /// A server forgets an address after such a silence; when it comes back, it is a new one.
    static let retention = Duration.seconds(30 * 86_400)

    /// Whether a server still holds it.
    func isHeld(at time: Timestamp) -> Bool { evidence.lastSeen.map { time.since($0) <= Self.retention } ?? false }

    /// A session and what it showed.
    mutating func add(_ sightings: [BehaviourSighting]) {
        count &+= 1
        for sighting in sightings {
            evidence.add(sighting)
            var frozen = sighting
            frozen.at = Self.frozenTime
            frozenEvidence.add(frozen)
        }
    }

    mutating func add(_ report: ReportEvidence) {
        count &+= 1
        evidence.add(report)
        var frozen = report
        frozen.at = Self.frozenTime
        frozen.standing = Self.believed
        frozenEvidence.add(frozen)
    }
}
