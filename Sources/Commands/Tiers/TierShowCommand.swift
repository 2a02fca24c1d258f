import ArgumentParser
import ThreatAPI
import ThreatModel

/// `sikker tier show`
struct TierShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one tier, field by field, as it is written in the settings file.",
        discussion: """
            EXAMPLES
              sikker tier show free
              sikker tier show tier_1 --json
            """)

    @Argument(help: "Its id, as 'sikker tier list' shows it.")
    var id: String

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var file: SettingsFileOption

    mutating func run() async throws {
        let tiers = try file.effective().usable().api.tiers
        guard let tier = tiers.first(where: { $0.id == id }) else {
            throw CommandFailure(AdministrationError.unknownTier(id, accepted: tiers.map(\.id)))
        }
        if json { return try JSONOutput.write(TierRow(tier)) }
        let table = Table(
            header: ["field", "value", "meaning"],
            rows: TierField.allCases.map { [$0.rawValue, $0.text(of: tier), $0.meaning] })
        Terminal.standardOutput.write(table.text)
    }
}
