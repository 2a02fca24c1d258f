struct BashKillCommand: ShellCommand {
    static let names: [ByteString] = ["kill"]
    static let place = CommandPlace.builtin

    private static let usageLine: ByteString =
        "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isBash = shell.scope.dialect == .bash
        var rest = words.dropFirst()
        var signal = 15
        if rest.first == "-l" || rest.first == "-L" { return list(rest.dropFirst(), &shell) }
        if let first = rest.first, first.count > 1, first[0] == UInt8(ascii: "-"), first != "--" {
            rest.removeFirst()
            let name = first == "-s" || first == "-n" ? rest.popFirst() ?? "" : ByteString(first.dropFirst())
            guard let number = Signal.number(of: name) else {
                return shell.complain(builtin: "kill", "\(name): invalid signal specification", status: 1)
            }
            signal = number
        }
        if rest.first == "--" { rest.removeFirst() }
        guard !rest.isEmpty else {
            shell.print(
                isBash
                    ? usageLine
                    : "\(shell.speaker)kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]\n",
                to: 2)
            return .exit(2)
        }
        var status: UInt8 = 0
        for operand in rest {
            if operand.first == UInt8(ascii: "%") {
                if shell.jobs.isEmpty {
                    _ = shell.complain(builtin: "kill", "\(operand): no such job")
                    status = 1
                } else {
                    shell.jobs.removeLast()
                }
                continue
            }
            guard let id = operand.decimal else {
                let message: ByteString =
                    isBash ? "\(operand): arguments must be process or job IDs" : "Illegal number: \(operand)"
                _ = shell.complain(builtin: "kill", message)
                status = 1
                continue
            }
            if id == shell.processes.shell, Self.ends(signal, shell) {
                shell.endingSignal = Signal.names[signal].map(\.text)
                return .hangingUp
            }
            guard id <= 0 || id == shell.scope.processID || shell.processes.contains(id) else {
                _ = shell.complain(builtin: "kill", isBash ? "(\(id)) - No such process" : "No such process\n")
                status = 1
                continue
            }
            guard shell.account.isRoot || shell.processes.owner(of: id).map({ $0 == shell.account.name }) ?? true else {
                _ = shell.complain(
                    builtin: "kill", isBash ? "(\(id)) - Operation not permitted" : "Operation not permitted\n")
                status = 1
                continue
            }
            if id > 0, signal != 0, id != shell.scope.processID { shell.processes.kill(id) }
        }
        return .exit(status)
    }

    /// Whether the signal ends the login shell: one that reads commands at a terminal takes no notice of most (bash(1),
    /// SIGNALS).
    private static func ends(_ signal: Int, _ shell: Shell) -> Bool {
        let isInteractive = shell.visit.hasTerminal && shell.visit.command == nil
        return isInteractive ? [1, 9].contains(signal) : [1, 2, 3, 6, 9, 13, 14, 15].contains(signal)
    }

    private static func list(_ operands: ArraySlice<ByteString>, _ shell: inout Shell) -> CommandOutcome {
        for operand in operands {
            guard let number = Signal.number(of: operand) ?? operand.decimal.map({ $0 & 127 }),
                let name = Signal.names[number]
            else {
                return shell.complain(builtin: "kill", "\(operand): invalid signal specification", status: 1)
            }
            shell.print("\(operand.decimal == nil ? "\(number)" : name == "POLL" ? "IO" : name)\n")
        }
        guard operands.isEmpty else { return .success }
        var text = ByteString()
        for number in Array(1...31) + Array(34...64) {
            var name = Signal.names[number].map { "SIG" + $0 } ?? "SIGRTMIN"
            if number == 29 { name = "SIGIO" }
            if number > 34 { name = number <= 49 ? "SIGRTMIN+\(number - 34)" : "SIGRTMAX-\(64 - number)" }
            if number == 64 { name = "SIGRTMAX" }
            let position = number <= 31 ? number : number - 2
            text += "\(ByteString("\(number)").indented(to: 2))) \(name)"
            text += position % 5 == 0 || number == 64 ? "\n" : "\t"
        }
        shell.print(text)
        return .success
    }
}
