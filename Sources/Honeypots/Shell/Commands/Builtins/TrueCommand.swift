struct TrueCommand: ShellCommand {
    static let names: [ByteString] = ["true"]
    static let place = CommandPlace.both
    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome { .success }
}
