import ArgumentParser
import Store
import ThreatAPI

/// `sikker rules hunt`
struct RulesHuntCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hunt",
        abstract: "Has stored sessions matched again, and shows what was found in them.",
        discussion: """
            A server does this by itself, in the background, for rules that are new or changed. Only
            what is new counts, and it counts once. What is asked for here is done by the server that
            runs, or by the next one. Behaviours across: address are not looked for.

            EXAMPLES
              sikker rules hunt --status
              sikker rules hunt --status --json
              sikker rules hunt
            """)

    @Flag(help: "Show how far the newest hunt is and what it has found, and begin none.")
    var status = false

    @Flag(help: "Print JSON.")
    var json = false

    @Option(help: ArgumentHelp("Addresses shown.", valueName: "number"))
    var limit = 20

    @OptionGroup var administration: AdministrationOptions

    func validate() throws {
        guard (0...StoredHunt.maximumFindings).contains(limit) else {
            throw ValidationError("--limit takes a number from 0 to \(StoredHunt.maximumFindings)")
        }
    }

    mutating func run() async throws {
        let (isAsked, limit) = (!status, limit)
        let shown = try await administration.withAdministration { administration -> HuntReport? in
            if isAsked { return HuntReport(try await administration.requestHunt(), findings: []) }
            guard let hunt = try await administration.hunts(limit: 1).first else { return nil }
            return HuntReport(hunt, findings: try await administration.findings(of: hunt.id, limit: limit))
        }
        if json { return try JSONOutput.write(shown) }
        guard let shown else {
            Terminal.standardError.write("No stored session was ever matched again.\n")
            return
        }
        Terminal.standardOutput.write(shown.text)
    }
}
