struct RebootCommand: ShellCommand {
    static let names: [ByteString] = ["reboot", "halt", "poweroff"]
    static let usage: ByteString = "reboot [-d DELAY] [-n] [-f]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard options(words, "d:nfw", in: &shell) != nil else { return .failure }
        return .hangingUp
    }
}
