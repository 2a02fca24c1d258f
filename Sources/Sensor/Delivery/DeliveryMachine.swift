import APIClient
import ThreatModel

/// Decides what follows from the answer to a batch. A value without network, clock or disk.
struct DeliveryMachine: Sendable {
    static let maximumEvents = 500
    static let maximumBytes = 1024 * 1024
    /// Single events the server may refuse one after the other before the fault is sought with the server: it gets time,
    /// and nothing more is set aside meanwhile.
    static let maximumRejectionsInRow = 20

    enum Step: Hashable, Sendable {
        /// The server has the batch.
        case acknowledge
        /// Send a smaller batch, from the same event on.
        case split
        /// The batch is one event that the server will never take: keep it elsewhere, with this sentence, and go on.
        case setAside(String)
        /// Send the same again after a while.
        case retry(after: Duration)
    }

    /// Events the next batch may hold.
    private(set) var events = maximumEvents
    private(set) var retries: RetryPolicy
    private var rejectionsInRow = 0

    init(retries: RetryPolicy = RetryPolicy()) { self.retries = retries }

    mutating func step(
        after outcome: Result<SensorAnswer, APIError>, events count: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Step {
        switch outcome {
        case .success(let answer) where answer.acked >= count:
            retries.succeeded()
            rejectionsInRow = 0
            events = min(events * 2, Self.maximumEvents)
            return .acknowledge
        case .success:
            // Which of them it has is unknown; the ids tell the server when they come again.
            return .retry(after: retries.delay(using: &generator))
        case .failure(.rejected(status: 400, let sentence)), .failure(.rejected(status: 422, let sentence)):
            return divide(count, sentence, &generator)
        case .failure(.requestTooLarge(let sentence)): return divide(count, sentence, &generator)
        case .failure(let error):
            return .retry(after: retries.delay(retryAfter: error.retryAfter, using: &generator))
        }
    }

    /// Something in the batch is at fault: halve it until it is one event.
    private mutating func divide(
        _ count: Int, _ sentence: String, _ generator: inout some RandomNumberGenerator
    ) -> Step {
        guard count <= 1 else {
            events = count / 2
            return .split
        }
        guard rejectionsInRow < Self.maximumRejectionsInRow else {
            return .retry(after: retries.delay(using: &generator))
        }
        rejectionsInRow += 1
        events = 1
        return .setAside(sentence)
    }
}
