import ArgumentParser
import ThreatAPI

/// `sikker account untrust`
struct AccountUntrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "untrust",
        abstract: "Lets what an account's sensors and keys say count as a stranger's.",
        discussion: """
            What they said before keeps the weight it had.

            EXAMPLES
              sikker account untrust web-team
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        try await administration.withAdministration { try await $0.setAccount(named: name, trusted: false) }
        Terminal.standardError.write("Account \(name) is no longer trusted.\n")
    }
}
