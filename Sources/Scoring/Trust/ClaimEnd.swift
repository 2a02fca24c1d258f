/// What is known of an address when the time of a claim about it has run out.
package struct ClaimEnd: Equatable, Sendable {
    /// Whether a sensor of the operator's own saw something grave there, at whatever time.
    package var isWitnessed: Bool
    /// What known benign networks leave of its confidence.
    package var whitelistFactor: Double

    /// Accounts that had claimed the same before.
    package var before: Int

    package init(isWitnessed: Bool = false, whitelistFactor: Double = 1, before: Int = 0) {
        self.isWitnessed = isWitnessed
        self.whitelistFactor = whitelistFactor
        self.before = before
    }
}
