import Synchronization

/// Tells whether the guard still does its work, for a watchdog.
package final class GuardPulse: Sendable {
    // A lock: beaten by one task, felt by another.
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    package init() {}

    func beat(at now: ContinuousClock.Instant = .now) { last.withLock { $0 = now } }

    /// Since the last beat; `nil` before the first.
    package func silence(at now: ContinuousClock.Instant = .now) -> Duration? {
        last.withLock { $0 }.map { now - $0 }
    }
}
