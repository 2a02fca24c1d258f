/// Why a scoring policy cannot be used. ``description`` is a sentence for the user.
package enum ScoringError: Error, Equatable, CustomStringConvertible {
    /// The file is no JSON, or a value is missing or of the wrong kind.
    case unreadable(file: String, reason: String)
    /// A value is outside what the formula can work with.
    case outOfRange(file: String, key: String, accepted: String)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) is not a scoring policy: \(reason)"
        case .outOfRange(let file, let key, let accepted): "\(file): '\(key)' must be \(accepted)"
        }
    }
}
