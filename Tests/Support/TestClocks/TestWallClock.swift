import Synchronization
package import ThreatModel

/// A wall clock that a test sets.
package final class TestWallClock: WallClock {
    private let time: Mutex<Timestamp>

    package init(_ start: Timestamp = Timestamp(milliseconds: 1_700_000_000_000)) { time = Mutex(start) }

    package var now: Timestamp { time.withLock { $0 } }

    package func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
