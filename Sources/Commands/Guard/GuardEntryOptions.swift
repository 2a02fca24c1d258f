import ArgumentParser
import Guard

/// How long something is blocked or allowed by hand, and why.
struct GuardEntryOptions: ParsableArguments {
    @Option(
        name: .customLong("for"), help: ArgumentHelp("For how long (default: for good).", valueName: "time"),
        transform: TimeArgument.seconds)
    var seconds: Int?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var comment: String?

    @OptionGroup var control: GuardControlOptions
}
