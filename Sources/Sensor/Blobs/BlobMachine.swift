import APIClient

/// Decides what follows from the answer to a file. A value without network, clock or disk.
struct BlobMachine: Sendable {
    enum Step: Hashable, Sendable {
        /// The server has it.
        case done
        /// The server will not have it: count it, and go on with the next one.
        case giveUp(String)
        /// Try again after a while.
        case retry(after: Duration)
    }

    private(set) var retries: RetryPolicy

    /// Files can wait: a server that does not answer is asked less often than for events.
    init(retries: RetryPolicy = RetryPolicy(initial: .seconds(1), maximum: .seconds(300))) { self.retries = retries }

    mutating func step(
        after outcome: Result<Void, APIError>, using generator: inout some RandomNumberGenerator
    ) -> Step {
        switch outcome {
        case .success:
            retries.succeeded()
            return .done
        // A server that does not know the path is an older one, and may be a newer one tomorrow.
        case .failure(.rejected(status: let status, let sentence)) where status != 404 && status != 405:
            retries.succeeded()
            return .giveUp(sentence)
        case .failure(.requestTooLarge(let sentence)),
            // It has no room, which only its owner can change.
            .failure(.serverFault(status: 507, _, let sentence)):
            retries.succeeded()
            return .giveUp(sentence)
        case .failure(let error):
            return .retry(after: retries.delay(retryAfter: error.retryAfter, using: &generator))
        }
    }
}
