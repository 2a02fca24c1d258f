import ArgumentParser
import Settings

/// `sikker config example`
struct ConfigExampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example",
        abstract: "Prints a settings file with every setting, what it means and its default, all commented out.",
        discussion: """
            EXAMPLES
              sikker config example > server.yaml
            """)

    func run() throws {
        let text = SettingsExample<ServerSettings>.text(usualPath: SettingsPlace<ServerSettings>.usualPath)
        Terminal.standardOutput.write(text)
    }
}
