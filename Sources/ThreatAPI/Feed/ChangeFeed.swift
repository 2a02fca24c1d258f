import Store
import Synchronization

/// Tells everyone who follows the change feed that it has grown.
///
/// A follower holds nothing but its place in the feed. It reads the newest changes from a ring that all share, older ones
/// from the store; one that is slow is never buffered for.
final class ChangeFeed: Sendable {
    /// Changes held in memory: about 4 MB.
    static let defaultCapacity = 1 << 16

    /// What ended a wait.
    enum Wakeup: Sendable {
        case changed
        /// Time to say that the connection lives.
        case heartbeat
        /// The server stops, or the waiting task was cancelled.
        case closed
    }

    private struct State {
        var ring: ChangeRing
        var waiting: [UInt64: CheckedContinuation<Wakeup, Never>] = [:]
        var waits: UInt64 = 0
        var isClosed = false
    }

    // Held for the copying of a page of changes.
    private let state: Mutex<State>

    /// - Parameter lastSequence: the newest change in the store.
    init(lastSequence: UInt64, capacity: Int = defaultCapacity) {
        state = Mutex(State(ring: ChangeRing(capacity: capacity, last: lastSequence)))
    }

    var lastSequence: UInt64 { state.withLock { $0.ring.last } }

    /// At most `limit` changes after `sequence`; `nil` when the store must be asked for them.
    func changes(after sequence: UInt64, limit: Int) -> [StoredChange]? {
        state.withLock { $0.ring.changes(after: sequence, limit: limit) }
    }

    /// Makes changes known that are committed and in the snapshot.
    func publish(_ changes: [StoredChange]) {
        guard !changes.isEmpty else { return }
        wakeAll(.changed) { $0.ring.append(changes) }
    }

    /// Wakes everyone who waits, so that they show that they are alive.
    func heartbeat() { wakeAll(.heartbeat) { _ in } }

    /// Wakes everyone for the last time; later waits end at once.
    func close() { wakeAll(.closed) { $0.isClosed = true } }

    private func wakeAll(_ wakeup: Wakeup, after update: (inout State) -> Void) {
        let waiting = state.withLock { state in
            update(&state)
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume(returning: wakeup) }
    }

    /// Waits until there is a change after `sequence`; returns at once when there is one already.
    func wait(after sequence: UInt64) async -> Wakeup {
        let id = state.withLock { state in
            state.waits += 1
            return state.waits
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Wakeup? = state.withLock { state in
                    // Read under the lock: a cancellation that comes later finds the continuation in its place.
                    if state.isClosed || Task.isCancelled { return .closed }
                    if state.ring.last > sequence { return .changed }
                    state.waiting[id] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: .closed)
        }
    }

    /// How many wait, for the metrics.
    var followerCount: Int { state.withLock { $0.waiting.count } }
}
