import ArgumentParser
import ThreatAPI

/// `sikker key disable`
struct KeyDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Ends a key or token for good. A running server refuses it within a second.",
        discussion: """
            EXAMPLES
              sikker key disable 3
            """)

    @Argument(help: "Its id, as 'sikker key list' shows it.")
    var id: Int64

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        try await administration.withAdministration { try await $0.disableCredential(id) }
        Terminal.standardError.write("Key \(id) is disabled.\n")
    }
}
