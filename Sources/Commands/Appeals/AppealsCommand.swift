import ArgumentParser

/// `sikker appeals`
struct AppealsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeals",
        abstract: "Reviews what those say who hold a listed address.",
        discussion: """
            Who holds an address may appeal with POST /v1/appeals. Once the address shows the
            proof, reports about it count for nothing until somebody decides, or nobody did for a
            week. What sensors saw always counts.

            Works on the server's data folder, whether or not the server runs; a running server
            takes a decision up within a second.

            EXAMPLES
              sikker appeals list
              sikker appeals show 3
              sikker appeals grant 3 --note "reused address, new customer since May"
              sikker appeals reject 3 --note "still attacks"
            """,
        subcommands: [
            AppealsListCommand.self, AppealsShowCommand.self, AppealsGrantCommand.self, AppealsRejectCommand.self,
            AppealsNoteCommand.self,
        ])
}
