package import ThreatModel

/// The confidence that traffic from an address is hostile now, and why.
package struct Score: Equatable, Sendable {
    /// 0…100, the whitelist's factor applied.
    package let confidence: UInt8
    /// 0…100, as if no whitelist existed.
    package let rawConfidence: UInt8
    /// What the evidence is worth. The terms' values add up to ``points``.
    package let terms: [ScoreTerm]
    /// The sum before the scale: 100 × (1 − e^(−points / 70)) is the confidence that no limit touched.
    package let points: Double
    /// The limits that changed the confidence, in the order they were applied.
    package let limits: [ScoreLimit]
    /// The gravest behaviour seen, `info` when none.
    package let severity: Severity
    /// Protocols with sensor or report activity.
    package let protocols: AttackProtocolSet
    package let policyVersion: Int
    /// Days that echoes took from the age of everything that fades.
    package let renewedDays: Int
    /// Whether the whitelist's factor is below 1.
    package let isWhitelisted: Bool

    /// What lists filter by.
    package var facts: ListingFacts {
        ListingFacts(
            confidence: confidence, rawConfidence: rawConfidence, severity: severity, protocols: protocols,
            isWhitelisted: isWhitelisted)
    }
}
