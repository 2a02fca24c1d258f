struct ReturnCommand: ShellCommand {
    static let names: [ByteString] = ["return"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        .returning(words.count > 1 ? UInt8(truncatingIfNeeded: words[1].decimal ?? 2) : shell.status)
    }
}
