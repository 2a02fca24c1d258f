import Glibc

/// Where "now" comes from. Injected everywhere, so that tests set the time instead of waiting for it.
package protocol WallClock: Sendable {
    var now: Timestamp { get }
}

/// The machine's real-time clock.
package struct SystemClock: WallClock {
    package init() {}

    package var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
