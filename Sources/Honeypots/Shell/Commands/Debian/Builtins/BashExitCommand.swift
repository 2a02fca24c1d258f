/// `exit` and `logout`.
struct BashExitCommand: ShellCommand {
    static let names: [ByteString] = ["exit", "logout"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words[0] == "logout", !(shell.scope.isInteractive && shell.scope.name.hasPrefix("-")) {
            return shell.complain(builtin: "logout", "not login shell: use `exit'", status: 1)
        }
        if shell.scope.isInteractive, shell.scope.dialect == .bash {
            shell.print(shell.scope.name.hasPrefix("-") ? "logout\n" : "exit\n", to: 2)
        }
        guard words.count > 1 else { return .leaving(shell.status) }
        guard let code = words[1].decimal else {
            let isBash = shell.scope.dialect == .bash
            _ = shell.complain(
                builtin: "exit", isBash ? "\(words[1]): numeric argument required" : "Illegal number: \(words[1])")
            return .leaving(2)
        }
        return .leaving(UInt8(truncatingIfNeeded: code))
    }
}
