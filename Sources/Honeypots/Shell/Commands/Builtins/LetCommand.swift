struct LetCommand: ShellCommand {
    static let names: [ByteString] = ["let"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else { return shell.complain(builtin: words[0], "expression expected", status: 2) }
        var value = 0
        for expression in words.dropFirst() {
            do {
                value = try shell.evaluate(expression)
            } catch {
                if case .message(let text) = error { return shell.fail(shell.scope.name, text, status: 2) }
                return .exit(2)
            }
        }
        return .exit(value == 0 ? 1 : 0)
    }
}
