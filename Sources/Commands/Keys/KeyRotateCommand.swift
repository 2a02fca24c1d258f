import ArgumentParser
import Guard
import ThreatAPI

/// `sikker key rotate`
struct KeyRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Gives a key or token a new secret and prints it. Everything else about it stays.",
        discussion: """
            Its id, label, tier and what it used of its quota stay. The old secret ends at once, or
            after a time in which both work, so that clients can be changed over one by one.

            EXAMPLES
              sikker key rotate 3
              sikker key rotate 3 --grace 24h > web-1.key
            """)

    @Argument(help: "Its id, as 'sikker key list' shows it.")
    var id: Int64

    @Option(
        help: ArgumentHelp(
            "How long the old secret goes on working, such as 90s, 30m, 24h or 7d.", valueName: "time"),
        transform: KeyRotateCommand.duration)
    var grace: Duration = .zero

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let (created, accounts) = try await administration.withAdministration { administration in
            (try await administration.rotateCredential(id, grace: grace), try await administration.accounts())
        }
        try KeyOutput.write(created, of: accounts, json: json)
    }

    @Sendable static func duration(_ text: String) throws -> Duration {
        guard let duration = DurationText.duration(text) else {
            throw ValidationError("a time such as 90s, 30m, 24h or 7d is needed")
        }
        return duration
    }
}
