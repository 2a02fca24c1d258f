import ThreatModel

/// How a confidence is called.
enum ConfidenceLevel: UInt8, NamedVocabulary {
    case none = 0
    case low = 1
    case medium = 2
    case high = 3
    case veryHigh = 4

    var name: String {
        switch self {
        case .none: "none"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .veryHigh: "very_high"
        }
    }

    init(confidence: UInt8) {
        switch confidence {
        case 90...: self = .veryHigh
        case 70...: self = .high
        case 40...: self = .medium
        case 10...: self = .low
        default: self = .none
        }
    }
}
