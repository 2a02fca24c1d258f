struct ColonCommand: ShellCommand {
    static let names: [ByteString] = [":"]
    static let place = CommandPlace.builtin
    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome { .success }
}
