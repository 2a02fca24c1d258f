import ArgumentParser
import Store
import ThreatAPI
import ThreatModel

/// `sikker account log`
struct AccountLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Shows who did what to accounts and keys, newest first.",
        discussion: """
            EXAMPLES
              sikker account log
              sikker account log --last 500 --json
            """)

    private struct Row: Encodable {
        let at: String
        let actor: String
        let deed: String

        init(_ deed: StoredDeed) {
            at = deed.at.rfc3339
            actor = deed.actor
            self.deed = deed.text
        }
    }

    @Option(help: ArgumentHelp("How many.", valueName: "number"))
    var last = 50

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    func validate() throws {
        guard (1...StoredDeed.keptCount).contains(last) else {
            throw ValidationError("--last takes a number from 1 to \(StoredDeed.keptCount)")
        }
    }

    mutating func run() async throws {
        let rows = try await administration.withAdministration { try await $0.deeds(limit: last) }.map { Row($0) }
        if json { return try JSONOutput.write(rows) }
        guard !rows.isEmpty else { return Terminal.standardError.write("Nothing was done yet.\n") }
        let table = Table(
            header: ["when", "who", "what"], rows: rows.map { [String($0.at.prefix(19)) + "Z", $0.actor, $0.deed] })
        Terminal.standardOutput.write(table.text)
    }
}
