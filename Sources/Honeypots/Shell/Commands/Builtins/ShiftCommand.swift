struct ShiftCommand: ShellCommand {
    static let names: [ByteString] = ["shift"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let count = words.count > 1 ? words[1].decimal ?? -1 : 1
        guard count >= 0 else { return shell.complain(builtin: words[0], "Illegal number: \(words[1])", status: 2) }
        guard count <= shell.scope.parameters.count else { return .failure }
        shell.scope.parameters.removeFirst(count)
        return .success
    }
}
