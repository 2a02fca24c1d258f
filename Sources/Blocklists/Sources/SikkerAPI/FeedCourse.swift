import APIClient
import ThreatModel

/// Decides what to ask the server for next: the list, its changes, or nothing for a while. A pure value.
struct FeedCourse {
    enum Step: Equatable {
        /// Fetch the whole list, unless it is still the one with this validator.
        case pull(ifNot: String?)
        /// Follow the changes after this place; from the beginning without one.
        case stream(since: FeedCursor?)
        case rest(Duration)
    }

    /// What the list that is held stands for.
    private(set) var position: ListPosition
    private let pullInterval: Duration

    private var next: Step
    private var retry = RetryPolicy(initial: .milliseconds(100), maximum: .seconds(30))
    /// A key is often a little older than the server's knowledge of it: whoever makes one and starts a guard with it is
    /// not to wait. A wrong one is soon asked about as seldom as it deserves.
    private var accessRetry = RetryPolicy(initial: .seconds(1), maximum: .seconds(60))
    /// For answers that came and were of no use: they may cost the server and the quota as much as good ones.
    private var refusalRetry = RetryPolicy(initial: .seconds(15), maximum: .seconds(900))
    /// How long was rested since the server last confirmed the list.
    private var rested = Duration.zero

    /// A list that changed suddenly is fetched again after no more than this to see whether the change persists.
    static let longestDoubt = Duration.seconds(3600)

    init(from position: ListPosition?, pullInterval: Duration) {
        self.position = position ?? ListPosition()
        self.pullInterval = pullInterval
        next = position?.cursor.map { .stream(since: $0) } ?? .pull(ifNot: position?.entityTag)
    }

    /// What to do now. A rest is followed by what was to be done after it.
    mutating func step() -> Step {
        switch next {
        case .pull, .stream:
            return next
        case .rest(let pause):
            rested += pause
            // A stream that does not come about for so long is in the way of the list.
            next = position.cursor == nil || rested >= pullInterval ? pull : .stream(since: position.cursor)
            return .rest(pause)
        }
    }

    private var pull: Step { .pull(ifNot: position.entityTag) }

    // MARK: - What came of it

    /// The list that is held stands for this place now.
    mutating func confirmed(_ position: ListPosition) {
        self.position = position
        rested = .zero
        retry.succeeded()
        accessRetry.succeeded()
        refusalRetry.succeeded()
    }

    /// The list was fetched, or is still the same: go on with its changes.
    mutating func pulled(_ position: ListPosition) {
        confirmed(position)
        next = .stream(since: position.cursor)
    }

    /// The list was held back because of what it is, against a doubt that time resolves.
    mutating func held() -> Duration { rest(min(pullInterval, Self.longestDoubt), thenPull: true) }

    /// What came is no list.
    mutating func refused(using generator: inout some RandomNumberGenerator) -> Duration {
        rest(min(refusalRetry.delay(using: &generator), pullInterval), thenPull: true)
    }

    /// The server ended the stream. That is no failure, unless it does nothing else.
    mutating func ended(_ asked: Duration?, using generator: inout some RandomNumberGenerator) -> Duration {
        let patience = asked.map { min($0, retry.maximum) }
        return rest(retry.delay(retryAfter: patience, using: &generator))
    }

    mutating func failed(_ error: APIError, using generator: inout some RandomNumberGenerator) -> Duration {
        switch error {
        case .quota(let retryAfter, _):
            return rest(retryAfter.map { max($0, .seconds(1)) } ?? pullInterval)
        case .unauthorised, .forbidden:
            return rest(accessRetry.delay(using: &generator))
        case .rejected:
            // Perhaps it does not like the place any more.
            position.cursor = nil
            return rest(retry.delay(using: &generator), thenPull: true)
        case .unreachable, .timeout, .serverFault, .notJSON, .invalid, .requestTooLarge, .responseTooLarge, .cancelled:
            return rest(retry.delay(retryAfter: error.retryAfter, using: &generator))
        }
    }

    /// There is no stream here: the list is fetched at its interval.
    mutating func pollFromNowOn() { _ = rest(pullInterval, thenPull: true) }

    /// Whether a server that answers a request for the stream like this has none: 404, 405, 410, 501.
    static func meansNoStream(_ error: APIError) -> Bool {
        switch error {
        case .rejected(let status, _): [404, 405, 410].contains(status)
        case .serverFault(let status, _, _): status == 501
        case .invalid, .unreachable, .timeout, .unauthorised, .forbidden, .quota, .requestTooLarge, .responseTooLarge,
            .notJSON, .cancelled:
            false
        }
    }

    private mutating func rest(_ pause: Duration, thenPull: Bool = false) -> Duration {
        if thenPull { rested = max(rested, pullInterval) }
        next = .rest(pause)
        return pause
    }
}
