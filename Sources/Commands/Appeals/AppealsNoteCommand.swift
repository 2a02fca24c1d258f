import ArgumentParser
import ThreatAPI

/// `sikker appeals note`
struct AppealsNoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Adds a note to an appeal's history.",
        discussion: """
            EXAMPLES
              sikker appeals note 3 "asked the provider whose address it was in May"
            """)

    @Argument(help: "Its number, as 'sikker appeals list' shows it.")
    var number: Int64

    @Argument(help: "One line of at most 1000 characters.")
    var text: String

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let (number, text) = (number, text)
        try await administration.withAdministration { try await $0.noteAppeal(number, text) }
        Terminal.standardError.write("The note is in the history of appeal \(number).\n")
    }
}
