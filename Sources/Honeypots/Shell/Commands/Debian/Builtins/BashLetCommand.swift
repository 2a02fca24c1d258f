struct BashLetCommand: ShellCommand {
    static let names: [ByteString] = ["let"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else { return shell.complain(builtin: "let", "expression expected", status: 1) }
        var value = 0
        for expression in words.dropFirst() {
            do {
                value = try shell.evaluate(expression)
            } catch {
                switch error {
                case .message(let text), .fatal(let text): return shell.complain(builtin: "let", text, status: 1)
                case .spent: return .failure
                }
            }
        }
        return .exit(value == 0 ? 1 : 0)
    }
}
