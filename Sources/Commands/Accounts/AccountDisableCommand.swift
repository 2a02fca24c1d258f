import ArgumentParser
import ThreatAPI

/// `sikker account disable`
struct AccountDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switches an account off: none of its keys and tokens works any more.",
        discussion: """
            A running server refuses them within a second and ends their open streams. What the account
            reported stays.

            EXAMPLES
              sikker account disable web-team
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        try await administration.withAdministration { try await $0.setAccount(named: name, disabled: true) }
        Terminal.standardError.write("Account \(name) is disabled, and its keys with it.\n")
    }
}
