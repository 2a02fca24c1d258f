import Observability
import Synchronization

/// The lines that wait to be written: a buffer of bounded size. Who answers requests puts lines in and never waits; what
/// finds no room is counted and lost.
final class AccessLog: Sendable {
    /// Bytes that may wait: some twenty thousand lines.
    static let capacity = 4 << 20

    static let droppedCount: Metric<Counter> = .counter(
        "api_access_log_dropped_total",
        help: "Requests that are missing in the access log, because it was not written fast enough.")

    let dropped: Counter
    private let capacity: Int
    // Held while one line is written into memory.
    private let waiting: Mutex<JSONWriter>

    init(dropped: Counter, capacity: Int = capacity) {
        self.dropped = dropped
        self.capacity = capacity
        waiting = Mutex(JSONWriter(capacity: capacity))
    }

    func note(_ entry: borrowing AccessLogEntry) {
        let hasRoom = waiting.withLock { lines in
            guard lines.bytes.count + AccessLogLine.maximumLength <= capacity else { return false }
            AccessLogLine.append(entry, to: &lines)
            return true
        }
        if !hasRoom { dropped.increment() }
    }

    /// Everything that waits. The room for the next lines is taken over from `spare`.
    func take(leaving spare: consuming JSONWriter) -> JSONWriter {
        spare.removeAll()
        return waiting.withLock { lines in
            let taken = lines
            lines = spare
            return taken
        }
    }
}
