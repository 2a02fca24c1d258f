import ArgumentParser
import ThreatAPI

/// `sikker appeals grant`
struct AppealsGrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Strikes the reports about the address of an appeal.",
        discussion: """
            What sensors saw stays, and fades. Whoever reports the address anew is counted again.

            EXAMPLES
              sikker appeals grant 3
              sikker appeals grant 3 --note "reused address, new customer since May"
            """)

    @Argument(help: "Its number, as 'sikker appeals list' shows it.")
    var number: Int64

    @Option(help: ArgumentHelp("Why, for the appeal's history.", valueName: "text"))
    var note: String?

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let (number, note) = (number, note)
        try await administration.withAdministration { try await $0.decideAppeal(number, grant: true, note: note) }
        Terminal.standardError.write("Appeal \(number) is granted: the reports are struck.\n")
    }
}
