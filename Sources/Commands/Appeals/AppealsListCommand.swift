import ArgumentParser
import ThreatAPI
import ThreatModel

/// `sikker appeals list`
struct AppealsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the appeals that wait for a decision, newest first.",
        discussion: """
            EXAMPLES
              sikker appeals list
              sikker appeals list --all --json
            """)

    @Flag(help: "Those without proof and those that were decided, too.")
    var all = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let states = all ? AppealState.allCases : [.proven]
        let rows = try await administration.withAdministration { administration in
            try await administration.appeals(in: states).map { AppealRow($0) }
        }
        if json { return try JSONOutput.write(rows) }
        guard !rows.isEmpty else {
            return Terminal.standardError.write(all ? "Nobody has appealed.\n" : "No appeal waits for a decision.\n")
        }
        Terminal.standardOutput.write(Table(appeals: rows).text)
    }
}
