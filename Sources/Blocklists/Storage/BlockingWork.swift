import NIOPosix

/// Runs what waits for a disk away from the threads that tasks share.
package enum BlockingWork {
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        // The pool of the process is never shut down; if it were, waiting here would be the lesser evil.
        await (try? NIOThreadPool.singleton.runIfActive(work)) ?? work()
    }
}
