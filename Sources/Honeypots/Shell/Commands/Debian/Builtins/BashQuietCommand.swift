/// Builtins that change what this shell does not have, or that only complain.
struct BashQuietCommand: ShellCommand {
    static let names: [ByteString] = [
        "hash", "enable", "caller", "suspend", "bind", "complete", "compgen", "compopt", "fc",
    ]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "hash":
            let operands = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
            guard !operands.isEmpty else {
                if words.count == 1, shell.scope.dialect == .bash { shell.print("hash: hash table empty\n") }
                return .success
            }
            for name in operands where shell.programPath(name) == nil {
                return shell.complain(builtin: "hash", "\(name): not found", status: 1)
            }
            return .success
        case "enable":
            for name in words.dropFirst()
            where name.first != UInt8(ascii: "-") && DebianRegistry.builtin(name, .bash) == nil {
                return shell.complain(builtin: "enable", "\(name): not a shell builtin", status: 1)
            }
            return .success
        case "caller": return .exit(shell.scope.callDepth > 0 ? 0 : 1)
        case "suspend":
            return shell.scope.isInteractive
                ? shell.complain(builtin: "suspend", "cannot suspend a login shell", status: 1)
                : shell.complain(builtin: "suspend", "cannot suspend: no job control", status: 1)
        default: return .success
        }
    }
}
