import Glibc

/// The time since the machine was switched on. Goes on evenly whoever sets the clock, sleep included: what is measured with
/// it is neither over too early nor never.
package struct ElapsedTime: WallClock {
    package init() {}

    package var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
