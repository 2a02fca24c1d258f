import ArgumentParser
import Guard

/// `sikker guard flush`
struct GuardFlushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flush",
        abstract: "Takes away every rule of a guard that no longer runs.",
        discussion: """
            Touches nothing but the guard's own rules. Refuses while a guard runs here: stop that first.

            EXAMPLES
              sikker guard flush
            """)

    mutating func run() async throws {
        try await CommandFailure.translating { try await GuardFlush.run() }
        Terminal.standardOutput.write("The guard's rules are gone.\n")
    }
}
