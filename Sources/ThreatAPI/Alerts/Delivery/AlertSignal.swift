import Synchronization

/// Wakes the delivery of alerts when something has matched: one waits, anybody raises.
final class AlertSignal: Sendable {
    private struct State {
        /// Raised while nobody waited.
        var isRaised = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    // Held for a few assignments, once a round of ingest.
    private let state = Mutex(State())

    func raise() {
        let waiting = state.withLock { state in
            state.isRaised = state.waiting == nil
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    /// Returns when the signal is raised, when it was raised since the last wait, when `limit` is over, or when the task is
    /// cancelled. For one waiter at a time.
    func wait(upTo limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: limit) }
            group.addTask { await self.wait() }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // Read under the lock: a cancellation that comes later finds the continuation in its place.
                    guard !state.isRaised, !Task.isCancelled else {
                        state.isRaised = false
                        return true
                    }
                    state.waiting = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume()
        }
    }
}
