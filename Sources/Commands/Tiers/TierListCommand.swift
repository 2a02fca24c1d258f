import ArgumentParser
import ThreatAPI

/// `sikker tier list`
struct TierListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the tiers that the server offers.",
        discussion: """
            EXAMPLES
              sikker tier list
              sikker tier list --config server.yaml --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var file: SettingsFileOption

    mutating func run() async throws {
        let tiers = try file.effective().usable().api.tiers
        if json { return try JSONOutput.write(tiers.map { TierRow($0) }) }
        Terminal.standardOutput.write(Table(tiers: tiers).text)
    }
}
