struct BashReturnCommand: ShellCommand {
    static let names: [ByteString] = ["return"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if shell.scope.dialect == .bash, shell.scope.callDepth == 0 {
            return shell.complain(builtin: "return", "can only `return' from a function or sourced script", status: 2)
        }
        guard words.count > 1 else { return .returning(shell.status) }
        guard let code = words[1].decimal else {
            _ = shell.complain(builtin: "return", "\(words[1]): numeric argument required")
            return .returning(2)
        }
        return .returning(UInt8(truncatingIfNeeded: code))
    }
}
