struct UnsetCommand: ShellCommand {
    static let names: [ByteString] = ["unset"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "fv", in: &shell) else { return .exit(2) }
        for name in options.operands {
            if options.has("f") {
                shell.scope.functions[name] = nil
            } else if shell.scope.variables[name]?.isReadOnly == true {
                return shell.complain(builtin: words[0], "\(name): is read only", status: 2)
            } else {
                shell.scope.unset(name)
            }
        }
        return .success
    }
}
