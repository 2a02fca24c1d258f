import ArgumentParser
import ThreatAPI
import ThreatModel

/// `sikker account show`
struct AccountShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows an account and its keys and tokens.",
        discussion: """
            EXAMPLES
              sikker account show operator
              sikker account show web-team --json
            """)

    private struct Shown: Encodable {
        let account: AccountRow
        let trust: AccountFigures
        let keys: [KeyRow]
    }

    @Argument(help: "Its name.")
    var name: String

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let now = SystemClock().now
        let (account, credentials, figures) = try await administration.withAdministration { administration in
            let (account, credentials) = try await administration.account(named: name)
            return (account, credentials, try await administration.figures(of: account))
        }
        let shown = Shown(
            account: AccountRow(account, credentials: credentials), trust: figures,
            keys: credentials.map { KeyRow($0, of: [account], at: now) })
        if json { return try JSONOutput.write(shown) }
        Terminal.standardOutput.write(Table(accounts: [shown.account]).text + "\n" + Table(figures: figures).text)
        if !shown.keys.isEmpty { Terminal.standardOutput.write("\n" + Table(keys: shown.keys).text) }
    }
}
