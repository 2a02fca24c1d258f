import Logging
import Observability

/// How a long-running command logs, to standard error.
struct LogOutput: Sendable {
    /// The levels worth choosing from.
    enum Level: String, CaseIterable, Sendable {
        case debug
        case info
        case warning
        case error

        var level: Logger.Level {
            switch self {
            case .debug: .debug
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        }
    }

    /// The least that is logged.
    var level = Level.info
    /// One JSON object a line, instead of text.
    var isJSON = false
    /// In place of the level, where that can change.
    var threshold: LogThreshold?

    /// A log for one part of the program.
    func logger(_ label: String, level least: Logger.Level? = nil) -> Logger {
        let chosen = max(threshold == nil ? level.level : .trace, least ?? .trace)
        return Logger(label: label) { label in
            LineLogHandler(
                label: label, level: chosen, threshold: threshold, format: isJSON ? .json : .text,
                isColoured: Terminal.standardError.hasColour)
        }
    }
}
