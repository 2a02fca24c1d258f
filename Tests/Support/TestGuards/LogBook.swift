package import Logging
import Observability
import Synchronization

/// A log that a test reads, and waits for lines of.
package final class LogBook: LogOutput {
    private struct State {
        var lines: [String] = []
        /// A look at the log for each new line.
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var last = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var lines: [String] { state.withLock { $0.lines } }

    package var logger: Logger { Logger(label: "test") { LineLogHandler(label: $0, output: self) } }

    package func write(_ bytes: [UInt8]) {
        let line = String(decoding: bytes, as: UTF8.self)
        let watchers = state.withLock { state in
            state.lines.append(line)
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield() }
    }

    package func has(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    /// The first line with that text in it, now or later; empty when the task is cancelled before.
    @discardableResult
    package func line(containing text: String) async -> String {
        let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.last += 1
            state.watchers[state.last] = look
            return state.last
        }
        defer { _ = state.withLock { $0.watchers.removeValue(forKey: number) } }
        look.yield()
        for await _ in looks {
            if let line = lines.first(where: { $0.contains(text) }) { return line }
        }
        return ""
    }

    /// Forgets the lines so far.
    package func clear() { state.withLock { $0.lines = [] } }
}
