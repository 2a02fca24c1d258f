struct TypeCommand: ShellCommand {
    static let names: [ByteString] = ["type"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var status: UInt8 = 0
        for name in words.dropFirst() {
            if shell.scope.functions[name] != nil {
                shell.print("\(name) is a function\n")
            } else if CommandRegistry.builtins[name] != nil {
                shell.print("\(name) is a shell builtin\n")
            } else if ShellReservedWord(rawValue: name.text) != nil {
                shell.print("\(name) is a shell keyword\n")
            } else if let path = shell.programPath(name) {
                shell.print("\(name) is \(path)\n")
            } else {
                shell.print("\(name): not found\n")
                status = 127
            }
        }
        return .exit(status)
    }
}
