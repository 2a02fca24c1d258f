struct IdCommand: ShellCommand {
    static let names: [ByteString] = ["id"]
    static let usage: ByteString = "id [OPTIONS] [USER]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "ugGnr", in: &shell) else { return .failure }
        let known = ["root"] + shell.device.model.accounts.map { ByteString($0) } + [shell.visit.user]
        if let user = options.operands.first, !known.contains(user) {
            return shell.fail(words[0], "unknown user \(user)")
        }
        if options.has("u") || options.has("g") || options.has("G") {
            shell.print(options.has("n") ? "root\n" : "0\n")
        } else {
            shell.print(
                "uid=0(root) gid=0(root)\(shell.device.firmware.busyboxVersion >= "1.20" ? " groups=0(root)" : "")\n")
        }
        return .success
    }
}
