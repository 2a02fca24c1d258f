import Synchronization

/// A clock whose sleepers wake at once; it remembers how long they wanted to sleep.
final class InstantClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private let durations = Mutex<[Duration]>([])
    private let start = ContinuousClock.now

    var slept: [Duration] { durations.withLock { $0 } }
    var now: Instant { start }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        durations.withLock { $0.append(start.duration(to: deadline)) }
        try Task.checkCancellation()
    }
}
