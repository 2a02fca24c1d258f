import Foundation
import Glibc
import Synchronization
import Testing

@testable import Sensor

/// What is put off has a share of the machine. Only that nobody has more is looked at: how late a machine wakes whom it
/// lets rest is its own business.
@Suite struct WorkShareTests {
    /// Works for so many nanoseconds of the calling thread's own time.
    private static func work(_ nanoseconds: UInt64) {
        let end = now(CLOCK_THREAD_CPUTIME_ID) + nanoseconds
        while now(CLOCK_THREAD_CPUTIME_ID) < end {}
    }

    private static func now(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    @Test func whoHasWorkedRests() {
        let share = WorkShare(processors: 1)
        let start = Self.now(CLOCK_MONOTONIC)
        share.work {
            for _ in 0..<5 {
                Self.work(2_000_000)
                share.rest()
            }
        }
        // A quarter of the one processor there is.
        #expect(Self.now(CLOCK_MONOTONIC) - start >= 40_000_000)
    }

    @Test func manyHaveTheShareTogether() async {
        let share = WorkShare(processors: 4)
        let start = Self.now(CLOCK_MONOTONIC)
        await withTaskGroup { group in
            for _ in 0..<3 {
                group.addTask {
                    // Its own thread: a rest blocks it.
                    await Self.onThread {
                        share.work {
                            for _ in 0..<5 {
                                Self.work(2_000_000)
                                share.rest()
                            }
                        }
                    }
                }
            }
        }
        // One processor of the four: 30 milliseconds are worked.
        #expect(Self.now(CLOCK_MONOTONIC) - start >= 29_000_000)
    }

    private final class Order: Sendable {
        let names = Mutex<[String]>([])
    }

    @Test func aRestLetsOthersWork() async {
        // One turn, and the other wants it while this one has it.
        let share = WorkShare(processors: 2)
        let order = Order()
        let hasBegun = DispatchSemaphore(value: 0)
        async let long: Void = Self.onThread {
            share.work {
                hasBegun.signal()
                for _ in 0..<2000 where order.names.withLock({ $0.isEmpty }) {
                    Self.work(1_000_000)
                    share.rest()
                }
                order.names.withLock { $0.append("long") }
            }
        }
        async let short: Void = Self.onThread {
            hasBegun.wait()
            share.work { order.names.withLock { $0.append("short") } }
        }
        _ = await (long, short)
        #expect(order.names.withLock(\.self) == ["short", "long"])
    }

    @Test func littleWorkAndTheEndNeedNoRest() {
        let share = WorkShare(processors: 1)
        // Without work, and outside of it, a rest is nothing to wait for.
        share.rest()
        share.work { share.rest() }
        share.stop()
        let start = Self.now(CLOCK_THREAD_CPUTIME_ID)
        share.work {
            for _ in 0..<1000 { share.rest() }
        }
        #expect(Self.now(CLOCK_THREAD_CPUTIME_ID) >= start)
    }

    private static func onThread(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { done in
            Thread.detachNewThread {
                body()
                done.resume()
            }
        }
    }
}
