struct WhichCommand: ShellCommand {
    static let names: [ByteString] = ["which"]
    static let usage: ByteString = "which [COMMAND]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var status: UInt8 = 0
        for name in words.dropFirst() where name != "-a" {
            if let path = shell.programPath(name) { shell.print(path + "\n") } else { status = 1 }
        }
        return .exit(status)
    }
}
