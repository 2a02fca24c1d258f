/// `exec` with a command; without one it only redirects, which the evaluator does itself.
struct ExecCommand: ShellCommand {
    static let names: [ByteString] = ["exec"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = Array(words.dropFirst().drop { $0 == "--" })
        guard let name = program.first else { return .success }
        switch shell.findProgram(name) {
        case .found: break
        case .missing, .forbidden:
            let outcome = shell.complain(builtin: words[0], "\(name): not found", status: 127)
            return shell.scope.isInteractive ? outcome : .leaving(127)
        }
        // The shell is gone when the program ends.
        shell.push(.list(Self.exit, next: 0))
        return .become(program)
    }

    /// The command `exit`.
    static let exit: ShellList = {
        var simple = ShellSyntax.Simple()
        simple.words = [ShellWord(quoted: "exit")]
        let pipeline = ShellList.Pipeline(isNegated: false, commands: [.simple(simple)])
        return ShellList(items: [ShellList.Item(andOr: ShellList.AndOr(first: pipeline, rest: []), background: nil)])
    }()
}
