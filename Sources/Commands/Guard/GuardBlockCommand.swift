import ArgumentParser
import Guard

/// `sikker guard block`
struct GuardBlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "Blocks an address, network or range by hand, for a time or for good.",
        discussion: """
            Counts at once and over restarts. What is never blocked stays so.

            EXAMPLES
              sikker guard block 45.10.1.2 --for 2h
              sikker guard block 45.10.0.0/24 --comment 'scans us every night'
            """)

    @Argument(help: "What is to be blocked.")
    var entry: String

    @OptionGroup var options: GuardEntryOptions

    mutating func run() async throws {
        try await options.control.order(
            .block(entry: entry, seconds: options.seconds, comment: options.comment))
    }
}

/// `sikker guard unblock`
struct GuardUnblockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unblock",
        abstract: "Takes back what 'sikker guard block' did.",
        discussion: """
            EXAMPLES
              sikker guard unblock 45.10.1.2
            """)

    @Argument(help: "What is not to be blocked by hand any more.")
    var entry: String

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws { try await control.order(.unblock(entry: entry)) }
}
