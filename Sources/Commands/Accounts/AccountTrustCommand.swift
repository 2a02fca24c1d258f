import ArgumentParser
import ThreatAPI

/// `sikker account trust`
struct AccountTrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Lets what an account's sensors and keys say count in full.",
        discussion: """
            For sensors and people of your own. What they said before keeps the weight it had.

            EXAMPLES
              sikker account trust web-team
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        try await administration.withAdministration { try await $0.setAccount(named: name, trusted: true) }
        Terminal.standardError.write("Account \(name) is trusted.\n")
    }
}
