struct ClearCommand: ShellCommand {
    static let names: [ByteString] = ["clear", "reset"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        shell.print(words[0] == "clear" ? "\u{1b}[H\u{1b}[J" : "\u{1b}c\u{1b}(B\u{1b}[0m\u{1b}[J\u{1b}[?25h")
        return .success
    }
}
