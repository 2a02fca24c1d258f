struct WhoamiCommand: ShellCommand {
    static let names: [ByteString] = ["whoami"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        shell.print("root\n")
        return .success
    }
}
