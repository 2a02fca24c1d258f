/// Why a list is not merged.
package enum MergeRefusal: Error, Equatable, Sendable {
    /// How much would be blocked, in a few words, and how much may be.
    case tooLarge(String, limit: String)
}

extension MergeRefusal: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .tooLarge(let share, let limit):
            "With this list, \(share) would be blocked, and at most \(limit) may be: "
                + "the list before it stays (SIKKER_MAX_SHARE changes the limit)."
        }
    }
}
