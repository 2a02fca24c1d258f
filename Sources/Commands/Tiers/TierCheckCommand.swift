import ArgumentParser
import Settings
import ThreatAPI

/// `sikker tier check`
struct TierCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether the tiers in a file can be used, and what is wrong with them if not.",
        discussion: """
            The file is a settings file, or has 'tiers:' in it and nothing else. Ends with status 1
            when there is a fault.

            EXAMPLES
              sikker tier check tiers.yaml
            """)

    @Argument(help: "The file.", completion: .file())
    var path: String

    mutating func run() async throws {
        let effective = EffectiveSettings<ServerSettings>.reading(.named(path), SettingSources())
        try SettingFaults.report(effective.faults, in: path)
        guard effective.origins["tiers"] != nil else {
            throw CommandFailure(.negative, "\(path) has no tiers: 'tiers:' and a list below it are needed")
        }
        Terminal.standardOutput.write(Table(tiers: effective.settings.api.tiers).text)
    }
}
