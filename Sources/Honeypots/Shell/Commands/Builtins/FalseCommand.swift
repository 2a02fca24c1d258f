struct FalseCommand: ShellCommand {
    static let names: [ByteString] = ["false"]
    static let place = CommandPlace.both
    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome { .failure }
}
