import ArgumentParser
import Glibc
import Logging
import Observability

/// How long-running commands log, to standard error.
struct LoggingOptions: ParsableArguments, Sendable {
    /// The levels worth choosing from.
    enum Level: String, CaseIterable, ExpressibleByArgument, Sendable {
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

    @Flag(help: "Log JSON, one object a line.")
    var logJSON = false

    @Option(help: "The least level that is logged: \(Level.allCases.map(\.rawValue).joined(separator: ", ")).")
    var logLevel = Level.info

    /// A log for one part of the program.
    func logger(_ label: String, level: Logger.Level? = nil) -> Logger {
        let chosen = max(logLevel.level, level ?? .trace)
        return Logger(label: label) { label in
            LineLogHandler(
                label: label, level: chosen, format: logJSON ? .json : .text,
                isColoured: Terminal.standardError.hasColour)
        }
    }
}
