import Synchronization

/// What a probe has sent, and what of it has come through.
package final class ProbeRecord: Sendable {
    private struct State {
        var sent: [ContinuousClock.Instant] = []
        /// Numbers of datagrams, in the order of arrival.
        var received: [Int] = []
        var isOver = false
    }

    private let state = Mutex(State())

    var isOver: Bool { state.withLock { $0.isOver } }
    func end() { state.withLock { $0.isOver = true } }

    /// The number of the datagram that is sent now.
    func noteSent() -> Int {
        state.withLock { state in
            state.sent.append(.now)
            return state.sent.count - 1
        }
    }

    func note(received number: Int) { state.withLock { $0.received.append(number) } }

    package var sentCount: Int { state.withLock { $0.sent.count } }
    package var receivedCount: Int { state.withLock { $0.received.count } }

    /// When the first of the datagrams was sent after which none has arrived; `nil` while the latest ones arrive.
    package func firstLost(silence: Duration = .milliseconds(300)) -> ContinuousClock.Instant? {
        state.withLock { state in
            let next = (state.received.last ?? -1) + 1
            guard next < state.sent.count, let latest = state.sent.last, latest - state.sent[next] > silence else {
                return nil
            }
            return state.sent[next]
        }
    }
}
