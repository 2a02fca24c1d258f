import ArgumentParser
import Store
import ThreatAPI

/// `sikker account create`
struct AccountCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes an account. Its keys are made with 'sikker key create --account'.",
        discussion: """
            EXAMPLES
              sikker account create web-team
              sikker account create branch-office --trusted
            """)

    @Argument(help: "What it is called; no two have the same name.")
    var name: String

    @Flag(help: "What its sensors and keys say counts in full, as what your own do.")
    var trusted = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let account = try await administration.withAdministration { administration in
            // Whoever makes the first account of an installation does not mean to become its operator.
            try await administration.operatorAccount()
            return try await administration.createAccount(named: name, trusted: trusted)
        }
        if json { return try JSONOutput.write(AccountRow(account, credentials: [])) }
        Terminal.standardError.write("Account \(account.id), \(account.name), is made.\n")
    }
}
