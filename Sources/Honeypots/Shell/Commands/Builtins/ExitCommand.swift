struct ExitCommand: ShellCommand {
    static let names: [ByteString] = ["exit"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else { return .leaving(shell.status) }
        guard let code = words[1].decimal, code >= 0 else {
            return shell.complain(builtin: words[0], "Illegal number: \(words[1])", status: 2)
        }
        return .leaving(UInt8(truncatingIfNeeded: code))
    }
}
