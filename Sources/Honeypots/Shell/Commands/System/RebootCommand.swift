struct RebootCommand: ShellCommand {
    static let names: [ByteString] = ["reboot", "halt", "poweroff"]
    static let usage: ByteString = "reboot [-d DELAY] [-n] [-f]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if shell.scope.dialect.isDebian, let word = words.first(where: { $0.hasPrefix("--") }) {
            let known: Set<ByteString> = [
                "--halt", "--poweroff", "--reboot", "--force", "--wtmp-only", "--no-wtmp", "--no-wall", "--no-sync",
            ]
            if word == "--help" {
                shell.print("\(words[0]) [OPTIONS...]\n")
                return .success
            }
            guard known.contains(word) else { return shell.fail(words[0], "unrecognized option '\(word)'") }
            return .hangingUp
        }
        guard options(words, "d:nfw", in: &shell) != nil else { return .failure }
        return .hangingUp
    }
}
