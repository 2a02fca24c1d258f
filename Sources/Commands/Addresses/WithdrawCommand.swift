import APIClient
import ArgumentParser
import IPNetworks

/// `sikker withdraw`
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Takes back what your account reported about an address.",
        discussion: """
            As if it had never been reported: whichever of the account's keys reported it, and
            however often. What sensors and others saw stays.

            EXAMPLES
              sikker withdraw 45.10.1.2
            """)

    @Argument(help: "An IPv4 or IPv6 address.", transform: ArgumentValue.address)
    var address: IPAddress

    @OptionGroup var api: APIOptions

    mutating func run() async throws {
        let address = address
        let count = try await api.withClient { try await $0.withdrawReports(about: address) }
        Terminal.standardError.write(
            count == 0
                ? "You had not reported \(address).\n"
                : "\(count) \(count == 1 ? "report" : "reports") about \(address) \(count == 1 ? "is" : "are") taken back.\n"
        )
    }
}
