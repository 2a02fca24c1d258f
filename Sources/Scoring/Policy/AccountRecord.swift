package import ThreatModel

/// What an account has earned: the input of trust.
package struct AccountRecord: Hashable, Sendable {
    /// One of the operator's own.
    package var isOperator: Bool
    package var createdAt: Timestamp
    /// Reports that sensors confirmed afterwards. Nothing counts them yet.
    package var confirmed: Double
    /// Reports that turned out wrong or that nobody else made. Nothing counts them yet.
    package var refuted: Double

    package init(isOperator: Bool, createdAt: Timestamp, confirmed: Double = 0, refuted: Double = 0) {
        self.isOperator = isOperator
        self.createdAt = createdAt
        self.confirmed = confirmed
        self.refuted = refuted
    }
}
