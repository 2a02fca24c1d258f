import Store
import Synchronization
import ThreatModel

/// Tells everyone who follows the change feed that it has grown.
///
/// A follower holds nothing but its place in the feed. It reads the newest changes from a ring that all share, older ones
/// from the store; one that is slow is never buffered for.
final class ChangeFeed: Sendable {
    /// Changes held in memory: about 4 MB.
    static let defaultCapacity = 1 << 16
    /// The longest that a follower waits without being woken.
    static let heartbeatInterval = Duration.seconds(15)
    /// Followers that begin to wait at the same moment are woken spread over so many milliseconds before that, so that
    /// thousands of them do not show at once that they live.
    static let heartbeatSpread: UInt64 = 5000

    /// What ended a wait.
    enum Wakeup: Sendable {
        case changed
        /// Time to say that the connection lives.
        case heartbeat
        /// Time to see whether the key is still good.
        case keysChanged
        /// The server stops, or the waiting task was cancelled.
        case closed
    }

    private struct Waiting {
        var continuation: CheckedContinuation<Wakeup, Never>
        /// When it is to be woken whatever happens.
        var heartbeat: Timestamp
    }

    private struct State {
        var ring: ChangeRing
        var waiting: [UInt64: Waiting] = [:]
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

    /// At most `limit` changes after `sequence`, from the store when they are no longer in memory; `nil` when the store has
    /// forgotten them too.
    ///
    /// - Throws: the store's error.
    func changes(after sequence: UInt64, limit: Int, orFrom store: any Store) async throws -> [StoredChange]? {
        if let changes = changes(after: sequence, limit: limit) { return changes }
        return try await store.read { reader in
            guard sequence >= (try reader.oldestResumableSequence()) else { return nil }
            return try reader.changes(after: sequence, limit: limit)
        }
    }

    /// Makes changes known that are committed and in the snapshot.
    func publish(_ changes: [StoredChange]) {
        guard !changes.isEmpty else { return }
        wakeAll(.changed) { $0.ring.append(changes) }
    }

    /// Wakes those who have waited long enough, so that they show that they are alive.
    func heartbeat(at now: Timestamp) {
        let due = state.withLock { state in
            let due = state.waiting.filter { $0.value.heartbeat <= now }
            for id in due.keys { state.waiting[id] = nil }
            return due
        }
        for follower in due.values { follower.continuation.resume(returning: .heartbeat) }
    }

    /// Wakes everyone, so that they look at their keys.
    func keysChanged() { wakeAll(.keysChanged) { _ in } }

    /// Wakes everyone for the last time; later waits end at once.
    func close() { wakeAll(.closed) { $0.isClosed = true } }

    private func wakeAll(_ wakeup: Wakeup, after update: (inout State) -> Void) {
        let waiting = state.withLock { state in
            update(&state)
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for follower in waiting.values { follower.continuation.resume(returning: wakeup) }
    }

    /// Waits until there is a change after `sequence`; returns at once when there is one already.
    ///
    /// - Parameter now: what the time until the heartbeat is counted from.
    func wait(after sequence: UInt64, since now: Timestamp) async -> Wakeup {
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
                    // The golden ratio's multiples lie evenly, whichever part of them is waiting.
                    let early = ((id &* 0x9e37_79b9_7f4a_7c15) >> 32) % Self.heartbeatSpread
                    let heartbeat = now.advanced(by: Self.heartbeatInterval - .milliseconds(early))
                    state.waiting[id] = Waiting(continuation: continuation, heartbeat: heartbeat)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume(returning: .closed)
        }
    }

    /// How many wait, for the metrics.
    var followerCount: Int { state.withLock { $0.waiting.count } }
}
