struct HistoryCommand: ShellCommand {
    static let names: [ByteString] = ["history"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // BusyBox ignores what is behind it; bots that want it cleared are content.
        for (number, line) in shell.history.enumerated() {
            guard shell.print("\(ByteString("\(number)").indented(to: 4)) \(line)\n") else { break }
        }
        return .success
    }
}
