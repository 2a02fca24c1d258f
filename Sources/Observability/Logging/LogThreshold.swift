package import Logging
import Synchronization

/// The least level that is logged, for all loggers that share it, while the program runs.
package final class LogThreshold: Sendable {
    // A lock: read by every task that logs, set by whoever reads the settings again.
    private let current: Mutex<Logger.Level>

    package init(_ level: Logger.Level) { current = Mutex(level) }

    package var level: Logger.Level {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }
}
