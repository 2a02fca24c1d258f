struct PsCommand: ShellCommand {
    static let names: [ByteString] = ["ps"]
    static let usage: ByteString = "ps"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // Options of the full `ps` are taken and make no difference, as with builds without FEATURE_DESKTOP.
        let isWide = words.dropFirst().contains { $0.contains(UInt8(ascii: "w")) }
        var text: ByteString = "  PID USER       VSZ STAT COMMAND\n"
        for process in shell.processes.all(watcher: words.joined(by: " ")) {
            let memory: ByteString = "\(process.memoryKiB)"
            let head: ByteString =
                "\(ByteString("\(process.id)").indented(to: 5)) \(process.user.padded(to: 8)) \(memory.indented(to: 5)) \(process.state.padded(to: 4)) "
            // The terminal's width cuts the command.
            let command = isWide ? process.command : ByteString(process.command.prefix(max(0, 79 - head.count)))
            text += head + command + "\n"
        }
        shell.print(text)
        return .success
    }
}
