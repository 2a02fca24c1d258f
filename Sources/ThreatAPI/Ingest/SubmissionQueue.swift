import Synchronization

/// What waits to be taken in, in the order of its arrival; bounded.
final class SubmissionQueue: Sendable {
    /// Kilobytes of reports and events that may wait, roughly.
    static let defaultCapacity = 50_000

    struct Item: Sendable {
        var submission: Submission
        var continuation: CheckedContinuation<Int, any Error>
    }

    private struct State {
        var items: [Item] = []
        var weight = 0
        var isClosed = false
        var worker: CheckedContinuation<Void, Never>?
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = defaultCapacity) { self.capacity = capacity }

    /// Waits until the submission is committed, and returns what ``IngestRound/apply(_:)`` did.
    ///
    /// - Throws: ``IngestError``
    func submit(_ submission: Submission) async throws -> Int {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int, any Error>) in
            let (refusal, worker) = state.withLock { state in
                guard !state.isClosed else { return (IngestError.notRunning as IngestError?, state.worker) }
                // An empty queue takes anything, however large.
                guard state.weight == 0 || state.weight + submission.weight <= capacity else {
                    return (.busy, state.worker)
                }
                state.items.append(Item(submission: submission, continuation: continuation))
                state.weight += submission.weight
                defer { state.worker = nil }
                return (nil, state.worker)
            }
            if let refusal { continuation.resume(throwing: refusal) } else { worker?.resume() }
        }
    }

    /// Takes everything that waits, up to `weight`, and waits for something when nothing does; `nil` when the queue is closed
    /// and empty. For one worker.
    func next(upTo weight: Int) async -> [Item]? {
        while true {
            let taken: [Item]? = state.withLock { state in
                guard !state.items.isEmpty else { return state.isClosed ? nil : [] }
                var sum = 0
                let count =
                    state.items.firstIndex { item in
                        sum += item.submission.weight
                        return sum > weight
                    } ?? state.items.count
                let taken = Array(state.items.prefix(max(1, count)))
                state.items.removeFirst(taken.count)
                state.weight -= taken.reduce(0) { $0 + $1.submission.weight }
                return taken
            }
            guard let taken else { return nil }
            if !taken.isEmpty { return taken }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard state.items.isEmpty, !state.isClosed else { return true }
                    state.worker = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    /// Takes no more; what waits is still worked on.
    func close() {
        let worker = state.withLock { state in
            state.isClosed = true
            defer { state.worker = nil }
            return state.worker
        }
        worker?.resume()
    }

    /// What waits, for the metrics.
    var weight: Int { state.withLock { $0.weight } }
}
