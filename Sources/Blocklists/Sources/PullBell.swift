import Synchronization

/// Wakes a source that rests, because somebody wants its list now.
package final class PullBell: Sendable {
    private struct State {
        var isRung = false
        var sleeper: AsyncStream<Void>.Continuation?
    }

    // Rung from anywhere, for an instant.
    private let state = Mutex(State())

    package init() {}

    /// Wakes whoever sleeps, or keeps the next one from falling asleep.
    package func ring() {
        state.withLock { state in
            if let sleeper = state.sleeper { sleeper.yield() } else { state.isRung = true }
        }
    }

    /// Returns after a time, when the bell rings, or when the task is cancelled. One sleeper at a time.
    package func sleep(for time: Duration, clock: any Clock<Duration>) async {
        let (rings, ring) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isRung = state.withLock { state in
            if state.isRung {
                state.isRung = false
                return true
            }
            state.sleeper = ring
            return false
        }
        guard !isRung else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await clock.sleep(for: time) }
            group.addTask { _ = await rings.first { _ in true } }
            await group.next()
            group.cancelAll()
        }
        state.withLock { $0.sleeper = nil }
    }
}
