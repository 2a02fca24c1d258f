import Foundation
import Testing

/// Threads for tests that wait for programs. The tests that only compute share as many threads as the machine has cores:
/// one of them that waits holds up all others.
final class WaitingThreads: TaskExecutor {
    static let shared = WaitingThreads()

    private let queue: OperationQueue = {
        let queue = OperationQueue()
        // More at a time would make clients give up whose servers get too little of a processor.
        queue.maxConcurrentOperationCount = 2
        return queue
    }()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.addOperation { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}

/// Runs each test of a suite where it may wait.
struct WaitingTrait: TestTrait, SuiteTrait, TestScoping {
    var isRecursive: Bool { true }

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
    }
}

extension Trait where Self == WaitingTrait {
    /// It waits for programs of its own.
    static var waits: Self { Self() }
}
