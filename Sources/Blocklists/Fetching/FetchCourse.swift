import APIClient
import ThreatModel

/// Decides when a list is fetched. A pure value: what happened goes in, what to do next comes out.
struct FetchCourse {
    enum Step: Equatable {
        /// Fetch it, unless it is still the one that is held.
        case fetch(unlessStill: ListPosition?)
        /// No call is left today.
        case exhausted(Duration)
        case rest(Duration)
    }

    /// What the list that is held stands for; `nil` while none is held, or one of another place.
    private(set) var position: ListPosition?
    /// To be written down before each call, and after it.
    private(set) var ledger: FetchLedger
    /// The list was confirmed so short a time ago that nobody is asked yet.
    let isRecent: Bool

    private let interval: Duration
    private let dailyCalls: Int?
    private var pause: Duration?
    private var retry: RetryPolicy

    /// A list that changed suddenly, or an answer that was none, is looked at again after no more than this.
    static let longestDoubt = Duration.seconds(3600)
    private static let firstRetry = Duration.seconds(30)
    /// While no list is held, nobody may have been there to ask: the network, or the server beside this guard, is starting.
    private static let eagerRetry = Duration.seconds(1)
    /// Between calls where a day has only a few.
    private static let scarceRetry = Duration.seconds(3600)

    /// - Parameters:
    ///   - position: of the list that is held; `nil` when none is.
    ///   - ledger: as it was written down; `nil` when it was not, or cannot be read.
    init(from position: ListPosition?, _ order: FetchOrder, ledger: FetchLedger?, now: Timestamp) {
        interval = order.interval
        dailyCalls = order.dailyCalls
        retry = RetryPolicy(
            initial: position == nil ? Self.eagerRetry : Self.firstRetry,
            maximum: max(Self.firstRetry, min(order.interval, Self.longestDoubt)))
        var known = ledger ?? FetchLedger(fingerprint: order.fingerprint, day: now.day)
        let isSame = known.fingerprint == order.fingerprint
        known.fingerprint = order.fingerprint
        if !isSame || position == nil { known.confirmed = nil }
        // What a publisher said of one list does not stand for another.
        self.position = isSame && ledger != nil ? position : nil
        self.ledger = known
        // A time in the future is no time at which anything was confirmed.
        let age = known.confirmed.map { now.since($0) } ?? interval
        isRecent = age >= .zero && age < interval
        if isRecent { pause = interval - age }
        if let left = Self.left(of: known, now) { pause = max(pause ?? .zero, left) }
    }

    mutating func step(at now: Timestamp) -> Step {
        if let pause = pause.take() { return .rest(pause) }
        // Somebody may have asked for a pull while the publisher wants to be left alone.
        if let left = Self.left(of: ledger, now) { return .rest(left) }
        guard ledger.spend(at: now, daily: dailyCalls) else { return .exhausted(now.nextMidnight.since(now)) }
        return .fetch(unlessStill: position)
    }

    /// How long the publisher still wants to be left alone.
    private static func left(of ledger: FetchLedger, _ now: Timestamp) -> Duration? {
        guard let until = ledger.notBefore, until > now else { return nil }
        // More was never believed: the clock was set back.
        let left = until.since(now)
        return left <= RetryAfter.longest ? left : nil
    }

    // MARK: - What came of it

    /// The list is in force, or is still the same.
    mutating func confirmed(
        _ position: ListPosition, at now: Timestamp, using generator: inout some RandomNumberGenerator
    ) {
        self.position = position
        ledger.confirmed = now
        ledger.notBefore = nil
        retry.initial = Self.firstRetry
        retry.succeeded()
        // A twentieth more, at most: not all guards of the world at the same second.
        pause = interval + interval * Double.random(in: 0..<0.05, using: &generator)
    }

    /// The list was held back, against a doubt that time resolves. What it is must be seen again, not that it is the same.
    mutating func held() -> Duration { rest(min(interval, Self.longestDoubt)) }

    mutating func failed(
        _ failure: FetchFailure, at now: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        var wait = retry.delay(retryAfter: failure.retryAfter, using: &generator)
        if failure.retryAfter != nil { ledger.notBefore = now.advanced(by: wait) }
        switch failure.kind {
        case .unreached, .cancelled:
            ledger.refund()
            return rest(wait)
        case .denied: wait = max(wait, min(interval, Self.longestDoubt))
        case .throttled, .refused: wait = max(wait, Self.firstRetry / 2)
        case .failed: break
        }
        return rest(dailyCalls == nil ? wait : max(wait, Self.scarceRetry))
    }

    private mutating func rest(_ duration: Duration) -> Duration {
        pause = duration
        return duration
    }
}
