import ArgumentParser
import ThreatAPI

/// `sikker account enable`
struct AccountEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Switches an account on again that was disabled.",
        discussion: """
            Its keys work as before, but for those that were disabled one by one.

            EXAMPLES
              sikker account enable web-team
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        try await administration.withAdministration { try await $0.setAccount(named: name, disabled: false) }
        Terminal.standardError.write("Account \(name) is enabled.\n")
    }
}
