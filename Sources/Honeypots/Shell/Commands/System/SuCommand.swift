/// `su` and `login`: root becomes whoever it likes.
struct SuCommand: ShellCommand {
    static let names: [ByteString] = ["su", "login"]
    static let usage: ByteString = "su [OPTIONS] [-] [USER]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "lmpc:s:fh:", in: &shell) else { return .failure }
        let user = options.operands.first { $0 != "-" } ?? "root"
        if let command = options.argument("c") {
            return .script(CommandOutcome.ScriptText(text: command.bytes, name: "sh", parameters: [], source: .string))
        }
        let known = ["root"] + shell.device.model.accounts.map { ByteString($0) } + [shell.visit.user]
        guard known.contains(user) else { return shell.fail(words[0], "unknown user \(user)") }
        return .interactiveShell(name: options.has("l") || options.operands.contains("-") ? "-sh" : "sh")
    }
}
