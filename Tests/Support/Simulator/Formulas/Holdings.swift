import Scoring
import ThreatModel

/// What every formula holds about one address.
struct Holdings: Sendable {
    private(set) var evidence = Evidence()
    /// The same, as if everything had happened in one hour and every reporter were believed.
    private(set) var frozenEvidence = Evidence()
    /// Visits and reports.
    private(set) var count: UInt32 = 0

    var isEmpty: Bool { count == 0 }

    /// The hour in which nothing ages.
    static let frozenTime = Timestamp(milliseconds: 1_700_000_000_000)
    private static let believed = ReporterStanding(trust: 1, isVetted: true, isOperator: false)

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
