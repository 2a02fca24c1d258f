import ArgumentParser
import Guard

/// `sikker guard pull`
struct GuardPullCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Asks a source, or all, for the whole list now.",
        discussion: """
            What comes is judged as always: a list that is empty, half or suddenly another is refused,
            and the last good one stays. 'sikker guard status' says what came of it.

            EXAMPLES
              sikker guard pull
              sikker guard pull sikker-api
              sikker guard pull abuseipdb --accept
            """)

    @Argument(help: "The source, by its name or identifier (default: all).")
    var source: String?

    @Flag(help: "Take the list whatever its size: you have looked at the sudden change.")
    var accept = false

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws { try await control.order(.pull(source: source, isAccepting: accept)) }
}
