struct YesCommand: ShellCommand {
    static let names: [ByteString] = ["yes"]
    static let usage: ByteString = "yes [STRING]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let line = (words.count > 1 ? words.dropFirst().joined(by: " ") : "y") + "\n"
        // Sixteen lines at once, until nobody takes them any more.
        let lines = (0..<16).reduce(into: ByteString()) { text, _ in text += line }
        while shell.print(lines) {}
        return .failure
    }
}
