/// `exec` with a command; without one it only redirects, which the evaluator does itself.
struct BashExecCommand: ShellCommand {
    static let names: [ByteString] = ["exec"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var program = words.dropFirst()
        while let word = program.first, word == "--" || word == "-c" || word == "-l" { program.removeFirst() }
        if program.first == "-a" { program = program.dropFirst(2) }
        guard let name = program.first else { return .success }
        switch shell.findProgram(name) {
        case .found: break
        case .missing, .forbidden:
            let isForbidden = if case .forbidden = shell.findProgram(name) { true } else { false }
            let reason: ByteString = isForbidden ? "Permission denied" : "not found"
            let status: UInt8 = isForbidden ? 126 : 127
            let outcome = shell.complain(builtin: "exec", "\(name): \(reason)", status: status)
            return shell.scope.isInteractive ? outcome : .leaving(status)
        }
        // The shell is gone when the program ends.
        shell.push(.list(ExecCommand.exit, next: 0))
        shell.scope.exitTrap = nil
        return .becomeProgram(Array(program))
    }
}
