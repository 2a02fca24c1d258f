struct WcCommand: ShellCommand {
    static let names: [ByteString] = ["wc"]
    static let usage: ByteString = "wc [-clwL] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "clwLm", in: &shell) else { return .failure }
        switch shell.inputs(options.operands, of: words[0], opening: false) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            let letters: [Unicode.Scalar] = ["l", "w", "c", "L"]
            var chosen = letters.filter { options.has($0) }
            if options.has("m"), !options.has("c") { chosen.append("c") }
            if chosen.isEmpty { chosen = ["l", "w", "c"] }
            var totals = [Int](repeating: 0, count: chosen.count)
            let format = { (counts: [Int], name: ByteString) -> ByteString in
                // One number of one input stands without blanks before it.
                let isBare = counts.count == 1 && options.operands.count < 2
                let columns = counts.map { isBare ? "\($0)" : ByteString("\($0)").indented(to: 9) }.joined(by: " ")
                return columns + (name == "-" ? "\n" : " \(name)\n")
            }
            for file in files {
                guard shell.charge(file.bytes.count) else { return .failure }
                let counts = chosen.map { Self.count($0, in: file.bytes) }
                totals = zip(totals, counts).map { $0 + $1 }
                guard shell.print(format(counts, options.operands.isEmpty ? "-" : file.name)) else { return .failure }
            }
            if options.operands.count > 1 { shell.print(format(totals, "total")) }
            return .exit(status)
        }
    }

    private static func count(_ what: Unicode.Scalar, in bytes: [UInt8]) -> Int {
        switch what {
        case "l": bytes.count { $0 == 0x0a }
        case "w": bytes.split { $0.isSpace }.count
        case "L": bytes.lines.map(\.count).max() ?? 0
        default: bytes.count
        }
    }
}
