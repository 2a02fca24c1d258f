/// `pidof` and `pgrep`.
struct PidofCommand: ShellCommand {
    static let names: [ByteString] = ["pidof", "pgrep"]
    static let usage: ByteString = "pidof [OPTIONS] [NAME]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "so:flvnxP:u:", in: &shell) else { return .failure }
        if words[0] == "pidof" {
            let ids = options.operands.flatMap {
                shell.processes.named($0.lastPathComponent).map { ByteString("\($0.id)") }
            }
            if !ids.isEmpty { shell.print((options.has("s") ? ids[0] : ids.reversed().joined(by: " ")) + "\n") }
            return .exit(ids.isEmpty ? 1 : 0)
        }
        guard let name = options.operands.first, let expression = try? RegularExpression(name, syntax: .extended) else {
            guard shell.scope.dialect.isDebian else { return showUsage(in: &shell) }
            shell.print(
                "pgrep: no matching criteria specified\nTry `pgrep --help' for more information.\n", to: 2)
            return .exit(2)
        }
        guard shell.charge(expression.size * 100) else { return .failure }
        let found = shell.processes.all(watcher: nil).filter { process in
            expression.firstMatch(in: (options.has("f") ? process.command : process.name).bytes, from: 0) != nil
        }
        for process in found { shell.print("\(process.id)\(options.has("l") ? " \(process.command)" : "")\n") }
        return .exit(found.isEmpty ? 1 : 0)
    }
}
