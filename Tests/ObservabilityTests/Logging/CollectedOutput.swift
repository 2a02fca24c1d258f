import Observability
import Synchronization

/// Keeps the lines it is given.
final class CollectedOutput: LogOutput {
    private let collected = Mutex<[String]>([])

    var lines: [String] { collected.withLock { $0 } }

    func write(_ line: [UInt8]) { collected.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
}
