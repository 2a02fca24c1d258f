import APIClient
import ArgumentParser
import IPNetworks
import ThreatModel

/// `sikker report`
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Tells the server what an address did.",
        discussion: """
            Categories: \(ReportCategory.allCases.map(\.name).joined(separator: ", ")).

            EXAMPLES
              sikker report 45.10.1.2 --category brute_force --protocol ssh
              sikker report 45.10.1.2 --category web_exploit --comment "asked for /.env"
            """)

    @Argument(help: "An IPv4 or IPv6 address.", transform: ArgumentValue.address)
    var address: IPAddress

    @Option(
        help: "What it did; a name or its number.", completion: .list(ReportCategory.allCases.map(\.name)),
        transform: ArgumentValue.category)
    var category: ReportCategory

    @Option(name: .customLong("protocol"), help: "Over what it came, such as ssh or http.")
    var service: String?

    @Option(help: "Anything else worth knowing; at most \(Report.maximumCommentLength) characters.")
    var comment: String?

    @OptionGroup var api: APIOptions

    mutating func run() async throws {
        let report = Report(address: address, category: category, protocolName: service, comment: comment)
        try await api.withClient { try await $0.report(report) }
        Terminal.standardError.write("\(address) is reported for \(category.name).\n")
    }
}
