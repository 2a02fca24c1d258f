/// What is known of an address when the time of a claim about it has run out.
package struct ClaimEnd: Equatable, Sendable {
    /// Other organisations than the reporter's that claimed the same.
    package var otherOrganisations: Int
    /// Whether a sensor of the operator's own saw something grave there, at whatever time.
    package var isWitnessed: Bool
    /// What known benign networks leave of its confidence.
    package var whitelistFactor: Double

    package init(otherOrganisations: Int, isWitnessed: Bool = false, whitelistFactor: Double = 1) {
        self.otherOrganisations = otherOrganisations
        self.isWitnessed = isWitnessed
        self.whitelistFactor = whitelistFactor
    }
}
