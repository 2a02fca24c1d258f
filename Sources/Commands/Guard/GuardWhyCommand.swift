import ArgumentParser
import Guard

/// `sikker guard why`
struct GuardWhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Says whether an address is blocked, by which line of which list, and what would unblock it.",
        discussion: """
            Ends with status 0 when it is blocked, 1 when it is not.

            EXAMPLES
              sikker guard why 45.10.1.2
              sikker guard why 45.10.1.2 --json
            """)

    @Argument(help: "The address.")
    var address: String

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws {
        let report = try await control.ask(.why(address: address), for: WhyReport.self)
        if control.json { try JSONOutput.write(report) } else { Terminal.standardOutput.write(report.text + "\n") }
        guard report.isBlocked else { throw CommandFailure(.negative, "\(report.address) is not blocked") }
    }
}
