package import ThreatModel

/// The constants that an explanation names beside the terms they made.
extension ScoringPolicy {
    /// Points of one fresh session that shows a behaviour of that severity.
    package func weight(of severity: Severity) -> Double { behaviours.weight(of: severity) }

    /// The most that repetition multiplies them by.
    package func multiplierLimit(of severity: Severity) -> Double { behaviours.cap(for: severity) }

    /// Days after which a session counts half.
    package var sightingHalfLife: Int { behaviours.halfLifeDays }

    /// Days after which a report counts half.
    package var reportHalfLife: Int { reports.halfLifeDays }
}
