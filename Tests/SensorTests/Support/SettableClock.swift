import Synchronization
import ThreatModel

/// Wall-clock time that moves when a test says so.
final class SettableClock: WallClock {
    private let time: Mutex<Timestamp>

    init(_ milliseconds: Int64 = 1_790_000_000_000) { time = Mutex(Timestamp(milliseconds: milliseconds)) }

    var now: Timestamp { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
