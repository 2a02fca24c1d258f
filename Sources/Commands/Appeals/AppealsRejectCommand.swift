import ArgumentParser
import ThreatAPI

/// `sikker appeals reject`
struct AppealsRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Lets the reports about the address of an appeal count again.",
        discussion: """
            There is no other appeal about the address for thirty days.

            EXAMPLES
              sikker appeals reject 3
              sikker appeals reject 3 --note "still attacks"
            """)

    @Argument(help: "Its number, as 'sikker appeals list' shows it.")
    var number: Int64

    @Option(help: ArgumentHelp("Why, for the appeal's history.", valueName: "text"))
    var note: String?

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let (number, note) = (number, note)
        try await administration.withAdministration { try await $0.decideAppeal(number, grant: false, note: note) }
        Terminal.standardError.write("Appeal \(number) is rejected: the reports count again.\n")
    }
}
