import Foundation
import Glibc
import Synchronization

/// The moments at which the machine's host ran something else on its processors: what is slow then is nobody's fault here.
///
/// On each processor a thread that goes before all others wakes up every millisecond. Nothing but the host, and the kernel for
/// some microseconds, can make it late: what a program takes of a processor it takes from those behind it only.
final class HostStalls: Sendable {
    typealias Interval = (start: ContinuousClock.Instant, end: ContinuousClock.Instant)

    private static let period = Duration.milliseconds(1)
    /// How late a thread is woken without that the host had a hand in it.
    private static let usualLateness = Duration.microseconds(500)

    private let stalls = Mutex<[Interval]>([])
    private let isOver = Atomic(false)
    private let threads = DispatchGroup()

    /// Watches from now on. Where the system does not let a program go before others, it sees no stall.
    init() {
        for processor in 0..<ProcessInfo.processInfo.processorCount {
            threads.enter()
            Thread.detachNewThread { [self] in
                if Self.goBeforeOthers(on: processor) { watch() }
                threads.leave()
            }
        }
    }

    /// - Returns: the stalls of all processors, the earliest first.
    func end() -> [Interval] {
        isOver.store(true, ordering: .relaxed)
        threads.wait()
        return stalls.withLock { $0.sorted { $0.start < $1.start } }
    }

    private func watch() {
        while !isOver.load(ordering: .relaxed) {
            let due = ContinuousClock.now + Self.period
            var time = timespec(tv_sec: 0, tv_nsec: Int(Self.period / .nanoseconds(1)))
            nanosleep(&time, nil)
            let now = ContinuousClock.now
            if now - due > Self.usualLateness { stalls.withLock { $0.append((due, now)) } }
        }
    }

    /// Has the calling thread run on one processor, before everything else that runs there (sched(7)).
    private static func goBeforeOthers(on processor: Int) -> Bool {
        // The C library shows it only to programs that ask for what is not in POSIX.
        typealias SetAffinity = @convention(c) (pid_t, Int, UnsafeRawPointer) -> CInt
        guard let symbol = dlsym(nil, "sched_setaffinity") else { return false }
        let setAffinity = unsafeBitCast(symbol, to: SetAffinity.self)
        var set = [UInt8](repeating: 0, count: 128)
        guard processor / 8 < set.count else { return false }
        set[processor / 8] |= 1 << UInt8(processor % 8)
        var priority = sched_param(sched_priority: 50)
        return setAffinity(0, set.count, set) == 0 && sched_setscheduler(0, SCHED_FIFO, &priority) == 0
    }
}
