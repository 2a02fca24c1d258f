import Synchronization
import ThreatModel

/// A clock that stands still until the test moves it.
final class ManualClock: WallClock {
    /// 2026-11-22T12:00:00Z, a Sunday.
    static let start = Timestamp(milliseconds: 1_795_348_800_000)

    private let time: Mutex<Timestamp>

    init(_ start: Timestamp = start) { time = Mutex(start) }

    var now: Timestamp { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
