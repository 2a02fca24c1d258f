/// What an account has earned and lost by its reports.
package struct StoredTrust: Hashable, Sendable {
    package var confirmed: Double
    package var refuted: Double

    package init(confirmed: Double = 0, refuted: Double = 0) {
        self.confirmed = confirmed
        self.refuted = refuted
    }
}
