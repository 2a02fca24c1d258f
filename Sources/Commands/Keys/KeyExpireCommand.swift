import ArgumentParser
import ThreatAPI
import ThreatModel

/// `sikker key expire`
struct KeyExpireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire",
        abstract: "Sets from when on a key or token no longer works.",
        discussion: """
            An end can be moved and taken away again, even after it has come; 'sikker key disable'
            is for good.

            EXAMPLES
              sikker key expire 3 --in 30d
              sikker key expire 3 --now
              sikker key expire 3 --never
            """)

    @Argument(help: "Its id, as 'sikker key list' shows it.")
    var id: Int64

    @Option(
        name: .customLong("in"), help: ArgumentHelp("After this time, such as 12h or 30d.", valueName: "time"),
        transform: KeyRotateCommand.duration)
    var delay: Duration?

    @Flag(help: "At once.")
    var now = false

    @Flag(help: "Not at all.")
    var never = false

    @OptionGroup var administration: AdministrationOptions

    func validate() throws {
        guard [delay != nil, now, never].count(where: { $0 }) == 1 else {
            throw ValidationError("one of --in, --now and --never is needed")
        }
    }

    mutating func run() async throws {
        let expiry = never ? nil : SystemClock().now.advanced(by: delay ?? .zero)
        try await administration.withAdministration { try await $0.setCredential(id, expiresAt: expiry) }
        Terminal.standardError.write(
            expiry.map { "Key \(id) works until \($0.rfc3339).\n" } ?? "Key \(id) works for ever.\n")
    }
}
