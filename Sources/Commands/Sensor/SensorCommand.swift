import ArgumentParser

/// `sikker sensor`
struct SensorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensor",
        abstract: "Runs honeypots and brings what their visitors do to the server.",
        subcommands: [SensorRunCommand.self, SensorRecordingsCommand.self, SensorReplayCommand.self],
        defaultSubcommand: SensorRunCommand.self)
}
