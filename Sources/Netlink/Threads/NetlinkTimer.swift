import CNetfilter
import Glibc

/// Becomes readable at regular intervals, for a ``NetlinkThread`` to wait on.
package final class NetlinkTimer: Sendable {
    package let descriptor: Int32

    package init(every interval: Duration) throws(NetlinkError) {
        descriptor = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK))
        guard descriptor >= 0 else { throw .call("timerfd_create", code: .current) }
        let (seconds, attoseconds) = interval.components
        let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        var setting = itimerspec(it_interval: time, it_value: time)
        guard timerfd_settime(descriptor, 0, &setting, nil) == 0 else {
            let code = KernelErrorCode.current
            close(descriptor)
            throw .call("timerfd_settime", code: code)
        }
    }

    deinit { close(descriptor) }

    /// Until the next interval is over it is not readable any more.
    package func acknowledge() {
        var expirations: UInt64 = 0
        _ = read(descriptor, &expirations, MemoryLayout<UInt64>.size)
    }
}
