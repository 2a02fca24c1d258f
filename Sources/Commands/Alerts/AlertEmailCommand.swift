import ArgumentParser
import ThreatAPI

/// `sikker alert email`
struct AlertEmailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "email",
        abstract: "Sets the address that an account's digests are mailed to.",
        discussion: """
            Mail is sent when the server's settings name a program for it (alerts.sendmail).

            EXAMPLES
              sikker alert email ops@example.com --account web-team
              sikker alert email --remove --account web-team
            """)

    @Argument(help: "The address.")
    var address: String?

    @Flag(help: "Send no mail any more.")
    var remove = false

    @Option(help: ArgumentHelp("The account (default: the server's first).", valueName: "name"))
    var account: String?

    @OptionGroup var administration: AdministrationOptions

    func validate() throws {
        if (address == nil) != remove { throw ValidationError("give an address, or --remove") }
    }

    mutating func run() async throws {
        let address = address
        try await administration.withAdministration { try await $0.setEmail(address, ofAccount: account) }
        Terminal.standardError.write(address.map { "Digests are mailed to \($0).\n" } ?? "No mail is sent any more.\n")
    }
}
