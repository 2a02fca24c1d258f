import Store
import ThreatModel

/// What becomes of a delivery after an attempt: a value that knows nothing of how the attempt was made.
struct DeliveryCourse {
    /// The wait after the first failure; it doubles with each further one.
    static let firstDelay = Duration.seconds(30)
    static let longestDelay = Duration.seconds(3600)

    enum Step: Equatable {
        /// It has arrived.
        case finish
        /// It is given up.
        case abandon
        case retry(at: Timestamp, attempts: Int)
    }

    /// From its first moment to the last attempt.
    let lifetime: Duration

    /// - Parameter jitter: from 0 to 1; spreads the attempts of many deliveries that failed together by a fifth.
    func step(_ delivery: StoredDelivery, after outcome: DeliveryOutcome, at now: Timestamp, jitter: Double) -> Step {
        switch outcome {
        case .delivered: return .finish
        case .refused: return .abandon
        case .failed(_, let wish):
            let attempts = delivery.attempts + 1
            let own = Self.delay(afterFailures: attempts) * (0.9 + 0.2 * min(max(jitter, 0), 1))
            let next = now.advanced(by: max(own, min(wish ?? .zero, Self.longestDelay)))
            // A clock set back makes nothing immortal: the attempts there can be are counted too.
            let isOver = next.since(delivery.createdAt) > lifetime || attempts >= Self.maximumAttempts
            return isOver ? .abandon : .retry(at: next, attempts: attempts)
        }
    }

    /// More than fit into a day.
    static let maximumAttempts = 64

    private static func delay(afterFailures count: Int) -> Duration {
        // Seven doublings are more than an hour.
        min(longestDelay, firstDelay * (1 << min(max(count - 1, 0), 7)))
    }
}
