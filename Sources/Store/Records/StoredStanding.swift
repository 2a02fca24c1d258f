/// How far an account was believed when it reported.
package struct StoredStanding: Hashable, Sendable {
    /// 0…1 in ten-thousandths.
    package var trustTenThousandths: UInt16
    package var isVetted: Bool
    /// One of the operator's own.
    package var isOperator: Bool

    package init(trustTenThousandths: UInt16, isVetted: Bool, isOperator: Bool) {
        self.trustTenThousandths = trustTenThousandths
        self.isVetted = isVetted
        self.isOperator = isOperator
    }
}
