/// `trap`: of the conditions only the shell's end and failures ever come.
struct BashTrapCommand: ShellCommand {
    static let names: [ByteString] = ["trap"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().drop { $0 == "--" || $0 == "-p" }
        guard let action = operands.first else {
            show(&shell)
            return .success
        }
        if action == "-l" { return BashKillCommand.run(["kill", "-l"], in: &shell) }
        let isReset = action == "-" || operands.count == 1
        var status: UInt8 = 0
        for condition in operands.count == 1 ? operands : operands.dropFirst() {
            switch condition {
            case "EXIT", "0": shell.scope.exitTrap = isReset ? nil : action
            case "ERR" where shell.scope.dialect == .bash: shell.scope.bash.errorTrap = isReset ? nil : action
            case "DEBUG" where shell.scope.dialect == .bash, "RETURN" where shell.scope.dialect == .bash: break
            default:
                guard let number = Signal.number(of: condition), let name = Signal.names[number] else {
                    _ = shell.complain(
                        builtin: "trap",
                        shell.scope.dialect == .bash ? "\(condition): invalid signal specification" : "bad trap")
                    status = 1
                    continue
                }
                guard shell.scope.bash.signalTraps.count < BashState.most else { continue }
                shell.scope.bash.signalTraps[name] = isReset ? nil : action
            }
        }
        return .exit(status)
    }

    private static func show(_ shell: inout Shell) {
        let isBash = shell.scope.dialect == .bash
        func quoted(_ text: ByteString) -> ByteString { isBash ? text.quotedForBash : text.quotedForShell }
        if let trap = shell.scope.exitTrap { shell.print("trap -- \(quoted(trap)) EXIT\n") }
        for (number, name) in Signal.names.sorted(by: { $0.key < $1.key }) where number < 65 {
            guard let trap = shell.scope.bash.signalTraps[name] else { continue }
            shell.print("trap -- \(quoted(trap)) \(isBash ? "SIG" : "")\(name)\n")
        }
        if let trap = shell.scope.bash.errorTrap { shell.print("trap -- \(quoted(trap)) ERR\n") }
    }
}
