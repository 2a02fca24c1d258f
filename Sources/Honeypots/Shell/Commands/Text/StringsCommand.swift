struct StringsCommand: ShellCommand {
    static let names: [ByteString] = ["strings"]
    static let usage: ByteString = "strings [-afo] [-n LEN] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "afon:", in: &shell) else { return .failure }
        let least = max(1, options.argument("n")?.decimal ?? 4)
        switch shell.inputs(options.operands, of: words[0]) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            for file in files {
                guard shell.charge(file.bytes.count) else { return .failure }
                for text in file.bytes.split(whereSeparator: { !(0x20...0x7e).contains($0) && $0 != 0x09 })
                where text.count >= least {
                    guard shell.print(ByteString(text) + "\n") else { return .failure }
                }
            }
            return .exit(status)
        }
    }
}
