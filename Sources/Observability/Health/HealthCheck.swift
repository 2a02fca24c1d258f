import Synchronization

/// The handle through which one part tells how it fares. Cheap to set; only changes are kept.
package final class HealthCheck: Sendable {
    /// A state, the sentence that explains it, and since when the state lasts.
    package struct State: Hashable, Sendable {
        package var status: HealthStatus
        package var sentence: String
        /// Epoch milliseconds at which ``status`` was entered.
        package var since: Int64
    }

    package let name: String
    private let now: @Sendable () -> Int64
    // A lock: set from event loops and tasks alike, read by whoever asks for the report.
    private let current: Mutex<State>

    init(name: String, status: HealthStatus, sentence: String, now: @escaping @Sendable () -> Int64) {
        self.name = name
        self.now = now
        current = Mutex(State(status: status, sentence: sentence, since: now()))
    }

    package func set(_ status: HealthStatus, _ sentence: String) {
        current.withLock { state in
            if state.status != status { state.since = now() }
            state.status = status
            state.sentence = sentence
        }
    }

    package var state: State { current.withLock { $0 } }
}
