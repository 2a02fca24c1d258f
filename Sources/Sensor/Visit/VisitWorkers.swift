import Glibc
import Honeypots
import NIOCore
import NIOPosix
import ThreatModel

/// Threads for what takes a visit long: commands that look at a whole tree of files, exchanges of large keys. They work
/// when nothing else on the machine wants to.
final class VisitWorkers: Sendable {
    /// What a call may cost on a loop, in the units of the shell's budget: some tenths of a millisecond.
    private static let workAtOnce = 10_000
    /// Threads that mostly rest: what is short does not wait for the end of what is long.
    private static let restingThreads = 4
    /// SCHED_IDLE of linux/sched.h, which the C library shows only to programs that ask for what is not in POSIX.
    private static let idle: Int32 = 5

    private let pool = NIOThreadPool(numberOfThreads: System.coreCount - 1 + VisitWorkers.restingThreads)
    private let share = WorkShare(processors: System.coreCount)
    /// How honeypots are to work.
    let sharing: WorkSharing

    init() {
        sharing = WorkSharing(atOnce: Self.workAtOnce) { [share] in share.rest() }
        pool.start()
    }

    /// Lets a honeypot do what it has put off, and hands it back on its loop. When the workers are stopped before its turn
    /// comes, nothing is handed back: its visit ends then too.
    func work(
        _ honeypot: any Honeypot, clock: any WallClock, on loop: any EventLoop,
        _ done: @escaping @Sendable (any Honeypot, HoneypotOutput) -> Void
    ) {
        pool.submit { [share] state in
            guard case .active = state else { return }
            // Of this thread alone (sched(7)): whoever wakes up takes the processor from it at once, where one that is only
            // nice would be left its turn.
            var priority = sched_param()
            sched_setscheduler(0, Self.idle, &priority)
            var honeypot = honeypot
            var output = HoneypotOutput()
            share.work { honeypot.work(at: clock.now, &output) }
            let result = (honeypot, output)
            loop.execute { done(result.0, result.1) }
        }
    }

    /// Waits for what is being done; what waits for its turn is not done any more.
    func stop() async {
        share.stop()
        try? await pool.shutdownGracefully()
    }
}
