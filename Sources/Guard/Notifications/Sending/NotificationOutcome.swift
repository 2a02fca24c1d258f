/// How one attempt to tell somebody ended. Reasons are sentences without secrets.
enum NotificationOutcome: Equatable, Sendable {
    case delivered
    /// Worth another attempt.
    ///
    /// - Parameter after: how long the other side wants to be left alone.
    case failed(String, after: Duration? = nil)
    /// This message is not wanted, now or later.
    case refused(String)

    var reason: String? {
        switch self {
        case .delivered: nil
        case .failed(let reason, _), .refused(let reason): reason
        }
    }
}
