/// A rule that moved a confidence up or down besides the points of the terms.
package enum ScoreLimit: Equatable, Sendable {
    /// Reports are left out, and make no term, until then: the address's holder has asked for a review.
    case reportsHeld(until: UTCHour)
    /// Lowered: no sensor of the operator's own saw enough of it, and only so many voices spoke.
    case gate(confidence: Double, voices: Int)
    /// Lowered to what the operator's own sensors saw, and reports up to its size where vetted organisations back it.
    case ownSensors(confidence: Double, voices: Int)
    /// Raised: an own sensor, or those of several organisations, saw the gravest kind of behaviour lately.
    case sensorFloor(confidence: Double)
    /// Raised: the operator's own account reported it lately.
    case operatorFloor(confidence: Double)
    /// Lowered: a known benign network.
    case whitelist(factor: Double)
}
