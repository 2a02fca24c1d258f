import Dispatch
import Glibc
import NIOPosix
import Synchronization

/// The part of the machine that work which was put off may have, however many visitors have put some off: a quarter of
/// its processors. Whoever has worked for a while rests until that is so again; what a server costs its owner, and how
/// long whoever wakes up beside such work waits, stays the same whatever visitors run.
final class WorkShare: Sendable {
    /// What is worked at least before a rest, in nanoseconds: shorter ones would cost more than they give.
    private static let shortestStretch: UInt64 = 200_000

    /// What one thread has worked, in nanoseconds of its own time, when its present stretch began.
    private final class Stretch: Sendable {
        let start = Atomic<UInt64>(0)
    }

    /// One processor stays free of it, where there is another.
    private let turns: DispatchSemaphore
    /// Nanoseconds of the share for each that is worked, and the moment up to which it is used.
    private let timePerWork: Double
    private let used = Mutex<UInt64>(0)
    private let stretch = ThreadSpecificVariable<Stretch>()
    private let isOver = Atomic(false)

    init(processors: Int) {
        turns = DispatchSemaphore(value: max(1, processors - 1))
        timePerWork = 4 / Double(max(1, processors))
    }

    /// Works in the turn of the calling thread, of which ``rest()`` is to be called now and then.
    func work(_ body: () -> Void) {
        turns.wait()
        let stretch = stretch.currentValue ?? Stretch()
        stretch.start.store(Self.worked, ordering: .relaxed)
        self.stretch.currentValue = stretch
        body()
        turns.signal()
    }

    /// Lets others go on for as long as the share of all wants it.
    func rest() {
        guard !isOver.load(ordering: .relaxed), let stretch = stretch.currentValue else { return }
        let worked = Self.worked - stretch.start.load(ordering: .relaxed)
        guard worked >= Self.shortestStretch else { return }
        let now = Self.now
        let end = used.withLock { end in
            end = max(end, now - min(now, worked)) + UInt64(Double(worked) * timePerWork)
            return end
        }
        turns.signal()
        if end > now {
            var time = timespec(tv_sec: Int((end - now) / 1_000_000_000), tv_nsec: Int((end - now) % 1_000_000_000))
            nanosleep(&time, nil)
        }
        turns.wait()
        stretch.start.store(Self.worked, ordering: .relaxed)
    }

    /// Nobody rests any more: what is being done is to be over soon.
    func stop() { isOver.store(true, ordering: .relaxed) }

    /// What the calling thread has worked in its life, in nanoseconds.
    private static var worked: UInt64 { nanoseconds(CLOCK_THREAD_CPUTIME_ID) }

    private static var now: UInt64 { nanoseconds(CLOCK_MONOTONIC) }

    private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
