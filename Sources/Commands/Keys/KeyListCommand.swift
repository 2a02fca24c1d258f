import ArgumentParser
import ThreatAPI
import ThreatModel

/// `sikker key list`
struct KeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists keys and tokens; of their secrets only the last four characters are known.",
        discussion: """
            EXAMPLES
              sikker key list
              sikker key list --account web-team --json
            """)

    @Option(help: ArgumentHelp("Only those of this account.", valueName: "name"))
    var account: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let account = account
        let now = SystemClock().now
        let keys = try await administration.withAdministration { administration in
            let accounts = try await administration.accounts()
            return try await administration.credentials(ofAccount: account).map { KeyRow($0, of: accounts, at: now) }
        }
        if json { return try JSONOutput.write(keys) }
        guard !keys.isEmpty else {
            return Terminal.standardError.write("There are no keys yet; 'sikker key create' makes one.\n")
        }
        Terminal.standardOutput.write(Table(keys: keys).text)
    }
}
