/// `trap`: of the conditions only the shell's end ever comes.
struct TrapCommand: ShellCommand {
    static let names: [ByteString] = ["trap"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().drop { $0 == "--" }
        guard let action = operands.first else {
            if let trap = shell.scope.exitTrap { shell.print("trap -- \(trap.quotedForShell) EXIT\n") }
            return .success
        }
        let isReset = action == "-" || operands.count == 1
        for condition in isReset && operands.count == 1 ? operands : operands.dropFirst()
        where condition == "EXIT" || condition == "0" {
            shell.scope.exitTrap = isReset ? nil : action
        }
        return .success
    }
}
