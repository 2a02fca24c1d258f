import ArgumentParser

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

    @OptionGroup var appeal: AppealDecisionOptions

    mutating func run() async throws {
        try await appeal.decide(grant: true)
        Terminal.standardError.write("Appeal \(appeal.number) is granted: the reports are struck.\n")
    }
}
