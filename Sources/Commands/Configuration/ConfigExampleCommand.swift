import ArgumentParser

/// `sikker config example`
struct ConfigExampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example",
        abstract: "Prints a settings file with every setting, what it means and its default, all commented out.",
        discussion: """
            EXAMPLES
              sikker config example > server.yaml
            """)

    func run() throws { Terminal.standardOutput.write(SettingsExample.text) }
}
