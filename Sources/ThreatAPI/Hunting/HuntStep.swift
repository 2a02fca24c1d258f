/// A part of matching stored sessions again that belongs into one transaction.
enum HuntStep: Sendable {
    case begin(HuntOccasion)
    case match(HuntPortion)

    /// For the queue's limit: sessions of some kilobytes.
    var weight: Int {
        switch self {
        case .begin: 1
        case .match(let portion): 1 + portion.sessions.count * 16
        }
    }
}
