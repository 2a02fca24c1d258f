import Logging
import Observability
import Synchronization

/// A log that a test reads, and waits for lines of.
final class LogBook: LogOutput {
    private struct State {
        var lines: [String] = []
        var waiting: [(text: String, continuation: CheckedContinuation<String, Never>)] = []
    }

    private let state = Mutex(State())

    var lines: [String] { state.withLock { $0.lines } }

    var logger: Logger { Logger(label: "test") { LineLogHandler(label: $0, output: self) } }

    func write(_ bytes: [UInt8]) {
        let line = String(decoding: bytes, as: UTF8.self)
        let awaited = state.withLock { state in
            state.lines.append(line)
            let matching = state.waiting.filter { line.contains($0.text) }
            state.waiting.removeAll { line.contains($0.text) }
            return matching
        }
        for waiter in awaited { waiter.continuation.resume(returning: line) }
    }

    func has(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    /// The first line with that text in it, now or later.
    @discardableResult
    func line(containing text: String) async -> String {
        await withCheckedContinuation { continuation in
            let found = state.withLock { state in
                let line = state.lines.first { $0.contains(text) }
                if line == nil { state.waiting.append((text, continuation)) }
                return line
            }
            if let found { continuation.resume(returning: found) }
        }
    }

    /// Forgets the lines so far.
    func clear() { state.withLock { $0.lines = [] } }
}
