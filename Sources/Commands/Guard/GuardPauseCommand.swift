import ArgumentParser
import Guard

/// `sikker guard pause`
struct GuardPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Lets packets of listed addresses through for a time.",
        discussion: """
            They are still logged and counted. A pause ends by itself, also when the guard is started
            anew; it never lasts longer than a day.

            EXAMPLES
              sikker guard pause --for 10m
            """)

    @Option(
        name: .customLong("for"), help: ArgumentHelp("For how long.", valueName: "time"),
        transform: TimeArgument.seconds)
    var seconds: Int

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws { try await control.order(.pause(seconds: seconds)) }
}

/// `sikker guard resume`
struct GuardResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Ends a pause before its time.",
        discussion: """
            EXAMPLES
              sikker guard resume
            """)

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws { try await control.order(.resume) }
}
