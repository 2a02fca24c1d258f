/// `alias`, `unalias`.
struct BashAliasCommand: ShellCommand {
    static let names: [ByteString] = ["alias", "unalias"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var status: UInt8 = 0
        let head: ByteString = shell.scope.dialect == .bash ? "alias " : ""
        if words[0] == "unalias" {
            for operand in words.dropFirst() {
                if operand == "-a" {
                    shell.scope.bash.aliases = [:]
                } else if shell.scope.bash.aliases.removeValue(forKey: operand) == nil {
                    _ = shell.complain(builtin: "unalias", "\(operand): not found")
                    status = 1
                }
            }
            return .exit(status)
        }
        let operands = words.dropFirst().filter { $0 != "-p" }
        if operands.isEmpty {
            for (name, text) in shell.scope.bash.aliases.sorted(by: { $0.key < $1.key }) {
                shell.print("\(head)\(name)=\(text.quotedForBash)\n")
            }
        }
        for operand in operands {
            let name = ByteString(operand.prefix { $0 != UInt8(ascii: "=") })
            if name.count < operand.count {
                if shell.scope.bash.aliases.count < BashState.most {
                    shell.scope.bash.aliases[name] = ByteString(operand.dropFirst(name.count + 1).prefix(512))
                }
            } else if let text = shell.scope.bash.aliases[name] {
                shell.print("\(head)\(name)=\(text.quotedForBash)\n")
            } else {
                _ = shell.complain(builtin: "alias", "\(name): not found")
                status = 1
            }
        }
        return .exit(status)
    }
}
