struct BashHistoryCommand: ShellCommand {
    static let names: [ByteString] = ["history"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let word = words.dropFirst().first else { return show(shell.history.count, &shell) }
        switch word {
        case "-c":
            shell.history = []
            return .success
        case "-w", "-a", "-r", "-n", "-p", "-s", "--": return .success
        case "-d":
            guard let number = words.dropFirst(2).first?.decimal, shell.history.indices.contains(number - 1) else {
                return shell.complain(
                    builtin: "history", "\(words.dropFirst(2).first ?? ""): history position out of range", status: 1)
            }
            shell.history.remove(at: number - 1)
            return .success
        default: break
        }
        if let count = word.decimal, count >= 0 { return show(count, &shell) }
        if word.first == UInt8(ascii: "-"), word.count > 1 {
            _ = shell.complain(builtin: "history", "\(word.prefix(2)): invalid option")
            shell.print(
                "history: usage: history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]\n",
                to: 2)
            return .exit(2)
        }
        return shell.complain(builtin: "history", "\(word): numeric argument required", status: 1)
    }

    private static func show(_ count: Int, _ shell: inout Shell) -> CommandOutcome {
        let start = max(0, shell.history.count - count)
        for (offset, line) in shell.history[start...].enumerated() {
            guard shell.print("\(ByteString("\(start + offset + 1)").indented(to: 5))  \(line)\n") else { break }
        }
        return .success
    }
}
