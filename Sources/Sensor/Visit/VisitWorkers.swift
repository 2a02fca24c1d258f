import Glibc
import Honeypots
import NIOCore
import NIOPosix
import ThreatModel

/// Threads for what takes a visit long: commands that look at a whole tree of files, exchanges of large keys. The loops
/// that serve everybody go before them.
final class VisitWorkers: Sendable {
    /// What a call may cost on a loop, in the units of the shell's budget: some tenths of a millisecond.
    static let workAtOnce = 10_000
    /// How much others go before (nice(2)).
    private static let niceness: Int32 = 10

    private let pool: NIOThreadPool

    init() {
        pool = NIOThreadPool(numberOfThreads: System.coreCount)
        pool.start()
    }

    /// Lets a honeypot do what it has put off, and hands it back on its loop. When the workers are stopped before its turn
    /// comes, nothing is handed back: its visit ends then too.
    func work(
        _ honeypot: any Honeypot, clock: any WallClock, on loop: any EventLoop,
        _ done: @escaping @Sendable (any Honeypot, HoneypotOutput) -> Void
    ) {
        pool.submit { state in
            guard case .active = state else { return }
            // Of this thread alone: in Linux the process's number 0 stands for it (setpriority(2)).
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            var honeypot = honeypot
            var output = HoneypotOutput()
            honeypot.work(at: clock.now, &output)
            let result = (honeypot, output)
            loop.execute { done(result.0, result.1) }
        }
    }

    /// Waits for what is being done; what waits for its turn is not done any more.
    func stop() async { try? await pool.shutdownGracefully() }
}
