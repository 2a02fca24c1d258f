import Logging
import Observability
import Synchronization

/// Collects what is logged as an error.
final class LogBook: LogOutput {
    private let book = Mutex<[String]>([])

    var lines: [String] { book.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { LineLogHandler(label: $0, level: .error, output: self) } }

    func write(_ line: [UInt8]) { book.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
}
