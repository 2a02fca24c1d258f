import APIClient
import ArgumentParser
import IPNetworks
import ThreatModel

/// `sikker check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what is known about an address, and why it is believed to be dangerous.",
        discussion: """
            EXAMPLES
              sikker check 45.10.1.2
              sikker check 45.10.1.2 --fail-above 50 || echo dangerous
              sikker check 2a01:4f8::1 --json
            """)

    @Argument(help: "An IPv4 or IPv6 address.", transform: ArgumentValue.address)
    var address: IPAddress

    @Option(help: ArgumentHelp("End with status 1 when the confidence is above this.", valueName: "0-100"))
    var failAbove: Int?

    @Flag(help: "Print the server's answer as JSON.")
    var json = false

    @OptionGroup var api: APIOptions

    func validate() throws {
        if let failAbove, !(0...100).contains(failAbove) {
            throw ValidationError("--fail-above takes a whole number from 0 to 100")
        }
    }

    mutating func run() async throws {
        let address = address
        let answer = try await api.withClient { try await $0.check(address) }
        if json {
            try JSONOutput.write(answer)
        } else {
            Terminal.standardOutput.write(CheckText(answer).text)
        }
        if let failAbove, answer.confidenceLevel > failAbove {
            throw CommandFailure(
                .negative, "\(address) has a confidence of \(answer.confidenceLevel), above \(failAbove)")
        }
    }
}
