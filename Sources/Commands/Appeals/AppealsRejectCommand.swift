import ArgumentParser

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

    @OptionGroup var appeal: AppealDecisionOptions

    mutating func run() async throws {
        try await appeal.decide(grant: false)
        Terminal.standardError.write("Appeal \(appeal.number) is rejected: the reports count again.\n")
    }
}
