/// A rule that moved a confidence up or down besides the points of the terms.
package enum ScoreLimit: Equatable, Sendable {
    /// Reports are left out, and make no term, until then: the address's holder has asked for a review.
    case reportsHeld(until: UTCHour)
    /// Lowered: no believed sensor saw anything grave, and only so many vetted organisations reported.
    case gate(confidence: Double, vettedOrganisations: Int)
    /// Raised: an own sensor, or those of two organisations, saw the gravest kind of behaviour lately.
    case sensorFloor(confidence: Double)
    /// Raised: the operator's own account reported it lately.
    case operatorFloor(confidence: Double)
    /// Lowered: a known benign network.
    case whitelist(factor: Double)
}
