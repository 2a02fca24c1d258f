package import ThreatModel

/// What an account has earned: the input of trust.
package struct AccountRecord: Hashable, Sendable {
    /// One of the operator's own.
    package var isOperator: Bool
    package var createdAt: Timestamp
    /// Claims that sensors confirmed afterwards, as ``ReporterLedger`` counts them.
    package var confirmed: Double
    /// What was lost by claims that turned out wrong or that nobody else made.
    package var refuted: Double

    package init(isOperator: Bool, createdAt: Timestamp, confirmed: Double = 0, refuted: Double = 0) {
        self.isOperator = isOperator
        self.createdAt = createdAt
        self.confirmed = confirmed
        self.refuted = refuted
    }
}
