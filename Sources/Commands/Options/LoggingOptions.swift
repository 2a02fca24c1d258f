import ArgumentParser

/// How long-running commands log that have no settings file.
struct LoggingOptions: ParsableArguments, Sendable {
    @Flag(help: "Log JSON, one object a line.")
    var logJSON = false

    @Option(
        help: "The least level that is logged: \(LogOutput.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
    var logLevel = LogOutput.Level.info

    var output: LogOutput { LogOutput(level: logLevel, isJSON: logJSON) }
}

extension LogOutput.Level: ExpressibleByArgument {}
