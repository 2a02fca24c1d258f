/// How far a reporter was believed when it reported, as ``ScoringPolicy/standing(of:at:)`` found it.
package struct ReporterStanding: Hashable, Sendable {
    /// 0…1 in ten-thousandths.
    package let trustTenThousandths: UInt16
    /// Believed enough to be counted by the gate.
    package let isVetted: Bool
    /// One of the operator's own accounts.
    package let isOperator: Bool

    package var trust: Double { Double(trustTenThousandths) / 10_000 }

    /// - Parameter trust: 0…1; what lies outside is brought inside.
    package init(trust: Double, isVetted: Bool, isOperator: Bool) {
        trustTenThousandths = UInt16(min(1, max(0, trust.isNaN ? 0 : trust)) * 10_000 + 0.5)
        self.isVetted = isVetted
        self.isOperator = isOperator
    }
}
