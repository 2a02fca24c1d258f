/// What an account gains and loses by the end of a claim.
package struct TrustChange: Equatable, Sendable {
    package var confirmed: Double
    package var refuted: Double

    package init(confirmed: Double = 0, refuted: Double = 0) {
        self.confirmed = confirmed
        self.refuted = refuted
    }

    package static let none = TrustChange()
}

extension AccountRecord {
    package mutating func add(_ change: TrustChange) {
        confirmed += change.confirmed
        refuted += change.refuted
    }
}
