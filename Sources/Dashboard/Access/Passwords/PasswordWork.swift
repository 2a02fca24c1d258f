import Blocklists

/// Lets passwords be hashed off the threads that answer requests, two at a time: whoever sends many takes neither all of the
/// memory nor all of the processor.
actor PasswordWork {
    static let atOnce = 2
    /// More do not wait.
    static let mostWaiting = 8

    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Returns: `nil` when too many wait already.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        if running >= Self.atOnce {
            guard waiting.count < Self.mostWaiting else { return nil }
            await withCheckedContinuation { waiting.append($0) }
        } else {
            running += 1
        }
        let result = await BlockingWork.run(work)
        // The place is handed on, or given back.
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
        return result
    }
}
