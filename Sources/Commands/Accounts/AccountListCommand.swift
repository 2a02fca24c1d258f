import ArgumentParser
import ThreatAPI

/// `sikker account list`
struct AccountListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the accounts.",
        discussion: """
            EXAMPLES
              sikker account list
              sikker account list --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let accounts = try await administration.withAdministration { administration in
            let credentials = try await administration.credentials()
            return try await administration.accounts().map { AccountRow($0, credentials: credentials) }
        }
        if json { return try JSONOutput.write(accounts) }
        guard !accounts.isEmpty else {
            return Terminal.standardError.write(
                "There are no accounts yet; the server, or 'sikker account create', makes the first.\n")
        }
        Terminal.standardOutput.write(Table(accounts: accounts).text)
    }
}
