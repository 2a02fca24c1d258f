struct LocalCommand: ShellCommand {
    static let names: [ByteString] = ["local"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        for operand in words.dropFirst() {
            let name = ByteString(operand.prefix { $0 != UInt8(ascii: "=") })
            guard name.first?.isNameStart == true, name.allSatisfy({ $0.isName }) else {
                return shell.complain(builtin: words[0], "\(name): bad variable name", status: 2)
            }
            guard shell.hide(name) else { return shell.complain(builtin: words[0], "not in a function", status: 2) }
            if name.count < operand.count {
                _ = shell.scope.set(name, ByteString(operand.dropFirst(name.count + 1)))
            } else {
                shell.scope.unset(name)
            }
        }
        return .success
    }
}
