struct BashUnsetCommand: ShellCommand {
    static let names: [ByteString] = ["unset"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var status: UInt8 = 0
        let flags = words.dropFirst().prefix { $0.count == 2 && $0[0] == UInt8(ascii: "-") }
        for operand in words.dropFirst(1 + flags.count) {
            if flags.contains("-f") {
                shell.scope.functions[operand] = nil
                continue
            }
            let name = ByteString(operand.prefix { $0.isName })
            if shell.scope.variables[name]?.isReadOnly == true {
                let isBash = shell.scope.dialect == .bash
                _ = shell.complain(
                    builtin: "unset", isBash ? "\(name): cannot unset: readonly variable" : "\(name): is read only")
                status = 1
            } else if name.count < operand.count, operand.hasSuffix("]") {
                let inside = ByteString(operand[(name.count + 1)..<(operand.count - 1)])
                let isAssociative = shell.scope.variables[name]?.array?.isAssociative ?? false
                let index: ShellArrayIndex =
                    isAssociative ? .name(inside) : .number((try? shell.evaluate(inside)) ?? 0)
                _ = shell.scope.setElement(name, index, to: nil)
            } else if shell.scope.variables[name] != nil {
                shell.scope.unset(name)
            } else {
                shell.scope.functions[name] = nil
            }
        }
        return .exit(status)
    }
}
