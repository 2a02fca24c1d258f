/// `rev` and `tac`: lines turned around, or their order.
struct RevCommand: ShellCommand {
    static let names: [ByteString] = ["rev", "tac"]
    static let usage: ByteString = "rev [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "", in: &shell) else { return .failure }
        switch shell.inputs(options.operands, of: words[0]) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            let lines = files.flatMap { $0.bytes.lines }
            let turned =
                words[0] == "rev" ? lines.map { ByteString($0.reversed()) } : lines.reversed().map { ByteString($0) }
            for line in turned {
                guard shell.print(line + "\n") else { return .failure }
            }
            return .exit(status)
        }
    }
}
