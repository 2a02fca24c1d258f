import ArgumentParser
import Guard

/// `sikker guard password`
struct GuardPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Prints a link with which the dashboard's password can be set.",
        discussion: """
            For the first time, or because it is forgotten. The link holds for an hour and for one
            password; links before it are of no use any more. Whoever is logged in stays so until
            the new password is set. It comes with the command that opens it on another machine.

            EXAMPLES
              sudo sikker guard password
            """)

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws { try await control.order(.password) }
}
