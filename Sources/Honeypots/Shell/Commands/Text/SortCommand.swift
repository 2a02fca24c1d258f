struct SortCommand: ShellCommand {
    static let names: [ByteString] = ["sort"]
    static let usage: ByteString = "sort [-nru] [-k N] [-t CHAR] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "nrughbfdiszMck:t:o:T:S:", in: &shell) else { return .exit(2) }
        switch shell.inputs(options.operands, of: words[0], opening: false) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            var lines = files.flatMap { $0.bytes.lines.map { ByteString($0) } }
            // Comparisons, times what each of them looks at.
            let bytes = files.reduce(0) { $0 + $1.bytes.count }
            guard shell.charge(bytes * 2 + lines.count * 64) else { return .exit(2) }
            let keyField = options.argument("k").map { $0.prefix { $0.isDigit }.decimal ?? 1 }
            let separator = options.argument("t")?.first
            let key = { (line: ByteString) -> ByteString in
                guard let keyField, keyField > 1 else { return line }
                let fields =
                    separator.map { line.split(separator: $0, omittingEmptySubsequences: false) }
                    ?? line.split { $0.isBlank }
                return fields.count >= keyField ? ByteString(fields[keyField - 1]) : ""
            }
            let isNumeric = options.has("n") || options.has("g") || options.has("h")
            let keyed = lines.map { line in (line: line, key: key(line), number: isNumeric ? Self.number(key(line)) : 0)
            }
            let sorted = keyed.sorted { a, b in
                if isNumeric, a.number != b.number { return a.number < b.number }
                if !isNumeric, a.key != b.key { return a.key < b.key }
                return a.line < b.line
            }
            lines = (options.has("r") ? sorted.reversed() : sorted).map(\.line)
            var previous: ByteString?
            for line in lines {
                if options.has("u"), line == previous { continue }
                previous = line
                guard shell.print(line + "\n") else { return .exit(2) }
            }
            return .exit(status == 0 ? 0 : 2)
        }
    }

    private static func number(_ text: ByteString) -> Int {
        let trimmed = text.drop { $0.isBlank }
        let isNegative = trimmed.first == UInt8(ascii: "-")
        let digits = (isNegative ? trimmed.dropFirst() : trimmed).prefix { $0.isDigit }.prefix(18)
        return (digits.decimal ?? 0) * (isNegative ? -1 : 1)
    }
}
