import Logging
import Observability
import Synchronization

/// Keeps log lines.
final class CollectedLog: LogOutput {
    private let collected = Mutex<[String]>([])

    var lines: [String] { collected.withLock { $0 } }

    func write(_ line: [UInt8]) { collected.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }

    var logger: Logger {
        Logger(label: "test") { LineLogHandler(label: $0, level: .debug, format: .json, output: self) }
    }
}
