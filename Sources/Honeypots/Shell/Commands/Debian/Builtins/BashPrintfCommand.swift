import ThreatModel

/// `printf` of bash, of dash and of coreutils, which differ in what they say.
struct BashPrintfCommand: ShellCommand {
    static let names: [ByteString] = ["printf"]
    static let place = CommandPlace.both

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isBash = shell.scope.dialect == .bash
        var rest = words.dropFirst()
        var variable: ByteString?
        if isBash, rest.first == "-v", rest.count > 1 {
            variable = rest.dropFirst().first
            rest = rest.dropFirst(2)
        }
        if rest.first == "--" { rest.removeFirst() }
        guard let format = rest.popFirst() else {
            shell.print(
                isBash
                    ? "printf: usage: printf [-v var] format [arguments]\n"
                    : "\(shell.speaker)printf: usage: printf format [arg ...]\n",
                to: 2)
            return .exit(2)
        }
        var formatter = PrintfFormatter(arguments: rest, style: isBash ? .bash : .dash, now: shell.now.seconds)
        repeat {
            let before = formatter.arguments.count
            formatter.format(format.bytes)
            guard shell.charge(format.count + 8), formatter.output.count <= Shell.mostWordBytes else { break }
            if formatter.isEnded || formatter.arguments.count == before { break }
        } while !formatter.arguments.isEmpty
        for fault in formatter.faults { _ = shell.complain(builtin: "printf", fault.message) }
        if let variable {
            let name = ByteString(variable.prefix { $0.isName })
            if name.count < variable.count, variable.hasSuffix("]") {
                let inside = ByteString(variable[(name.count + 1)..<(variable.count - 1)])
                let isNamed = shell.scope.variables[name]?.array?.isAssociative ?? false
                let index: ShellArrayIndex = isNamed ? .name(inside) : .number((try? shell.evaluate(inside)) ?? 0)
                _ = shell.scope.setElement(name, index, to: ByteString(formatter.output))
            } else {
                _ = shell.scope.set(name, ByteString(formatter.output))
            }
        } else if !shell.print(formatter.output), !formatter.output.isEmpty, !shell.isPipeBroken, !shell.budget.isSpent
        {
            return shell.complainOfOutput("printf")
        }
        return .exit(formatter.faults.isEmpty ? 0 : 1)
    }
}
