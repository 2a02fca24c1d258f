/// `vi`: shows the file and waits; `:q` and its like lead out.
struct ViCommand: ShellCommand {
    static let names: [ByteString] = ["vi"]
    static let usage: ByteString = "vi [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard shell.isTerminal(0), shell.isTerminal(1) else { return shell.fail(words[0], "can't open '/dev/tty'") }
        var text: ByteString = "\u{1b}[1;1H\u{1b}[J"
        var rows = 0
        if words.count > 1, case .bytes(let bytes)? = try? shell.read(path: words[1]) {
            for line in bytes.lines.prefix(23) {
                text += ByteString(line.prefix(80)) + "\n"
                rows += 1
            }
        }
        for _ in rows..<23 { text += "~\n" }
        shell.print(text + "- \(words.dropFirst().first ?? "No file") 1/1 100%")
        return .reading(Reader())
    }

    private struct Reader: TerminalReader {
        mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            let command = ByteString(line.drop { $0 == 0x1b || $0.isSpace })
            guard [":q", ":q!", ":wq", ":x", ":wq!", "ZZ"].contains(command) else { return nil }
            shell.print("\u{1b}[24;1H\u{1b}[K")
            return .success
        }

        mutating func end(in shell: inout Shell) -> CommandOutcome { .success }
    }
}
