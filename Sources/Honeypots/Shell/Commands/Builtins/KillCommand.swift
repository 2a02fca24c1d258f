struct KillCommand: ShellCommand {
    static let names: [ByteString] = ["kill"]
    static let place = CommandPlace.both

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        var signal = 15
        if rest.first == "-l" { return list(rest.dropFirst(), &shell) }
        if let first = rest.first, first.count > 1, first[0] == UInt8(ascii: "-"), first != "--" {
            rest.removeFirst()
            let name = first == "-s" ? rest.popFirst() ?? "" : ByteString(first.dropFirst())
            guard let number = Signal.number(of: name) else {
                return shell.fail(shell.scope.name, "bad signal name '\(name)'", status: 1)
            }
            signal = number
        }
        if rest.first == "--" { rest.removeFirst() }
        guard !rest.isEmpty else { return shell.fail(shell.scope.name, "you need to specify whom to kill") }
        var status: UInt8 = 0
        for operand in rest {
            guard let id = operand.decimal else {
                if operand.first != UInt8(ascii: "%") {
                    shell.print("\(shell.scope.name): invalid number '\(operand)'\n", to: 2)
                }
                status = 1
                continue
            }
            if id == shell.processes.shell, signal == 9 { return .hangingUp }
            guard id <= 0 || shell.processes.contains(id) else {
                shell.print("\(shell.scope.name): can't kill pid \(id): No such process\n", to: 2)
                status = 1
                continue
            }
            if id > 0, signal != 0 { shell.processes.kill(id) }
        }
        return .exit(status)
    }

    private static func list(_ operands: ArraySlice<ByteString>, _ shell: inout Shell) -> CommandOutcome {
        if let operand = operands.first {
            guard let number = Signal.number(of: operand) else { return .failure }
            shell.print("\(operand.decimal == nil ? "\(number)" : Signal.names[number] ?? "")\n")
            return .success
        }
        for number in 1...31 {
            shell.print("\(ByteString("\(number)").indented(to: 2))) \(Signal.names[number] ?? "")\n")
        }
        return .success
    }
}

/// Signals by number (signal(7), the numbers of all architectures but MIPS, which BusyBox shows the same way).
enum Signal {
    static let names: [Int: ByteString] = Dictionary(
        uniqueKeysWithValues: zip(
            1...,
            [
                "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
                "ALRM",
                "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM",
                "PROF",
                "WINCH", "POLL", "PWR", "SYS",
            ]))

    /// "9", "KILL", "SIGKILL" or "kill".
    static func number(of text: ByteString) -> Int? {
        if let number = text.decimal { return (0...64).contains(number) ? number : nil }
        let upper = text.text.uppercased()
        let name = ByteString(upper.hasPrefix("SIG") ? String(upper.dropFirst(3)) : upper)
        return names.first { $0.value == name }?.key
    }
}
