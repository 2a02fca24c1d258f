/// `su` of util-linux: root becomes whoever it likes, and stays root in all that can be looked at.
struct LinuxSuCommand: ShellCommand {
    static let names: [ByteString] = ["su"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let long: [GNUOptions.Long] = [
            .init("command", "c", .required), .init("login", "l"), .init("shell", "s", .required),
            .init("preserve-environment", "p"), .init("group", "g", .required),
        ]
        guard case .options(let options) = GNUOptions.read(words, "c:fg:G:lmps:P", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var operands = options.operands[...]
        let isLogin = options.has("l") || operands.first == "-"
        if operands.first == "-" { operands.removeFirst() }
        let user = operands.first ?? "root"
        guard shell.account(named: user) != nil else {
            return shell.failPlainly(
                "su: user \(user) does not exist or the user entry does not contain all the required fields")
        }
        if let command = options.argument("c") {
            return .script(
                CommandOutcome.ScriptText(text: command.bytes, name: "bash", parameters: [], source: .string))
        }
        shell.nextDialect = .bash
        return .interactiveShell(name: isLogin ? "-bash" : "bash")
    }
}
