import CTestHosts
import Glibc
import Synchronization

/// A thread of its own as an executor of tasks, which may block there. Lives until it is closed.
package final class TestThread: TaskExecutor {
    private struct Queue {
        var jobs: [UnownedJob] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    /// Has a byte in it for each job, and one for the end.
    private let reading: Int32
    private let writing: Int32

    /// Begins in the network of the process: who makes it may be on a thread that came from one inside a ``TestHost``.
    ///
    /// - Parameter onStart: runs first on the thread.
    package init(onStart: @escaping @Sendable () -> Void = {}) throws {
        var ends: [Int32] = [-1, -1]
        guard th_pipe(&ends) == 0 else { throw TestHostError.call("pipe", errno: errno) }
        (reading, writing) = (ends[0], ends[1])
        // The thread keeps this object; the pointer hands over one reference.
        let entry = Unmanaged.passRetained(
            Entry {
                if th_enter_home_network_namespace() != 0 { perror("the way home") }
                onStart()
                self.work()
            })
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Entry>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, entry.toOpaque())
        guard code == 0 else {
            entry.release()
            throw TestHostError.call("pthread_create", errno: code)
        }
        pthread_detach(thread)
    }

    deinit {
        Glibc.close(reading)
        Glibc.close(writing)
    }

    /// Runs `body`, which may block, on this thread after what was given to it before.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        // A task, not a bare closure, so that what the body expects is expected by the test that called.
        try await Task(executorPreference: self) { try body() }.value
    }

    /// Runs `body`, which may block, on a thread that serves nothing else.
    package static func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let thread = try TestThread()
        defer { thread.close() }
        return try await thread.run(body)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.withLock { $0.jobs.append(job) }
        wake()
    }

    package func close() {
        queue.withLock { $0.isClosed = true }
        wake()
    }

    private func wake() {
        var byte: UInt8 = 0
        _ = write(writing, &byte, 1)
    }

    private func work() {
        while true {
            let (job, isClosed) = queue.withLock { queue in
                (queue.jobs.isEmpty ? nil : queue.jobs.removeFirst(), queue.isClosed)
            }
            if let job {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isClosed {
                return
            } else {
                var byte: UInt8 = 0
                _ = read(reading, &byte, 1)
            }
        }
    }

    /// Carries a closure through `pthread_create`.
    private final class Entry: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
