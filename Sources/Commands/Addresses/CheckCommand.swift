import APIClient
import ArgumentParser
import IPNetworks
import ThreatModel

/// `sikker check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what is known about an address or a network, and how dangerous it is.",
        discussion: """
            EXAMPLES
              sikker check 45.10.1.2
              sikker check 45.10.1.2 --fail-above 50 || echo dangerous
              sikker check 2a01:4f8::1 --json
              sikker check 45.10.0.0/16
            """)

    @Argument(
        help: "An IPv4 or IPv6 address, or a network of at most a /16 or /48.", transform: CheckSubject.parse)
    var address: CheckSubject

    @Option(help: ArgumentHelp("End with status 1 when the confidence is above this.", valueName: "0-100"))
    var failAbove: Int?

    @Flag(help: "Print the server's answer as JSON.")
    var json = false

    @OptionGroup var api: APIOptions

    func validate() throws {
        guard let failAbove else { return }
        guard (0...100).contains(failAbove) else {
            throw ValidationError("--fail-above takes a whole number from 0 to 100")
        }
        if case .network = address { throw ValidationError("--fail-above is about one address, not a network") }
    }

    mutating func run() async throws {
        switch address {
        case .address(let address): try await check(address)
        case .network(let network):
            let answer = try await api.withClient { try await $0.checkBlock(network) }
            if json {
                try JSONOutput.write(answer)
            } else {
                Terminal.standardOutput.write(RangeText(answer).text)
            }
        }
    }

    private func check(_ address: IPAddress) async throws {
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
