import ArgumentParser
import Settings

/// `sikker config show`
struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints every setting of the server with its value and where that comes from.",
        discussion: """
            Takes the options of 'sikker server', to show what they would change. Secrets are not
            shown. Ends with status 6 when something is wrong, after all the rest.

            EXAMPLES
              sikker config show
              sikker config show --json
              SIKKER_LISTEN=0.0.0.0:7063 sikker config show --retention-days 90
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var options: SettingOptions<ServerSettings>

    mutating func run() async throws { try SettingRow.write(options.effective(), asJSON: json) }
}
