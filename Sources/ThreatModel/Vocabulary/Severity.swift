/// How bad a behaviour is. Ordered; the raw value is stored: never renumber.
package enum Severity: UInt8, NamedVocabulary, Comparable {
    /// Seen, not judged: a connection, a banner read.
    case info = 0
    /// Probing and reconnaissance.
    case low = 1
    /// Credential abuse, reconnaissance after a login.
    case medium = 2
    /// Execution, persistence, tool transfer, tampering.
    case high = 3
    /// Implant, destruction, extortion, escape to the host, mass fraud.
    case veryHigh = 4

    package var name: String {
        switch self {
        case .info: "info"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .veryHigh: "very_high"
        }
    }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
