import ArgumentParser

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

    @OptionGroup var options: ServerSettingOptions

    mutating func run() async throws {
        let effective = options.effective()
        let rows = ServerSettings.catalogue.map { SettingRow($0, in: effective) }
        if json {
            try JSONOutput.write(rows)
        } else {
            let table = Table(
                header: ["setting", "value", "from"], rows: rows.map { [$0.name, $0.value ?? "–", $0.place] })
            Terminal.standardOutput.write(table.text)
        }
        _ = try effective.checked()
    }
}
