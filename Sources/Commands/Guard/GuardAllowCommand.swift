import ArgumentParser
import Guard

/// `sikker guard allow`
struct GuardAllowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Never blocks an address, network, range or host, for a time or for good.",
        discussion: """
            Counts at once and over restarts. What should always hold stands better in the
            settings, as 'whitelist'.

            EXAMPLES
              sikker guard allow 198.51.100.7
              sikker guard allow office.example --for 12h --comment 'until the VPN works'
            """)

    @Argument(help: "What is not to be blocked.")
    var entry: String

    @OptionGroup var options: GuardEntryOptions

    mutating func run() async throws {
        try await options.control.order(
            .allow(entry: entry, seconds: options.seconds, comment: options.comment))
    }
}

/// `sikker guard disallow`
struct GuardDisallowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disallow",
        abstract: "Takes back what 'sikker guard allow' did.",
        discussion: """
            EXAMPLES
              sikker guard disallow 198.51.100.7
            """)

    @Argument(help: "What may be blocked again.")
    var entry: String

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws { try await control.order(.disallow(entry: entry)) }
}
