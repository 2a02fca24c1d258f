import APIClient
import ArgumentParser
import IPNetworks
import ThreatModel

/// `sikker explain`
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why an address has its confidence: every point, and what it rests on.",
        discussion: """
            EXAMPLES
              sikker explain 45.10.1.2
              sikker explain 45.10.1.2 --json
            """)

    @Argument(help: "An IPv4 or IPv6 address.", transform: ArgumentValue.address)
    var address: IPAddress

    @Flag(help: "Print the server's answer as JSON.")
    var json = false

    @OptionGroup var api: APIOptions

    mutating func run() async throws {
        let address = address
        let answer = try await api.withClient { try await $0.explain(address) }
        if json {
            try JSONOutput.write(answer)
        } else {
            Terminal.standardOutput.write(ExplainText(answer).text)
        }
    }
}
