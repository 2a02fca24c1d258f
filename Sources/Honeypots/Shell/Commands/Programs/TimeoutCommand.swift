struct TimeoutCommand: ShellCommand {
    static let names: [ByteString] = ["timeout"]
    static let usage: ByteString = "timeout [-s SIG] SECS PROG ARGS"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "+s:t:k:", in: &shell) else { return .failure }
        // Before BusyBox 1.30 the time stood behind -t.
        let program = options.argument("t") == nil ? options.operands.dropFirst() : options.operands[...]
        return program.isEmpty ? showUsage(in: &shell) : .become(Array(program))
    }
}
