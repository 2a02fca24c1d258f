import ArgumentParser

/// `sikker config`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows the server's settings and where each comes from, and checks a settings file.",
        discussion: """
            An option of the command line wins over a variable, a variable over the file, the file
            over the default.

            EXAMPLES
              sikker config show
              sikker config check server.yaml
              sikker config example > server.yaml
            """,
        subcommands: [ConfigShowCommand.self, ConfigCheckCommand.self, ConfigExampleCommand.self])
}
