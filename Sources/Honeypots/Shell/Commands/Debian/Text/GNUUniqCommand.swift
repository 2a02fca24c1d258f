struct GNUUniqCommand: ShellCommand {
    static let names: [ByteString] = ["uniq"]

    private static let long: [GNUOptions.Long] = [
        .init("count", "c"), .init("repeated", "d"), .init("all-repeated", "D", .optional),
        .init("skip-fields", "f", .required), .init("ignore-case", "i"), .init("skip-chars", "s", .required),
        .init("unique", "u"), .init("zero-terminated", "z"), .init("check-chars", "w", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "cdDf:is:uzw:", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if options.operands.count > 2 { return shell.refuse("uniq", "extra operand '\(options.operands[2])'") }
        let input: [UInt8]
        switch shell.gnuInputs(Array(options.operands.prefix(1)), of: "uniq") {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            guard status == 0, let file = files.first else { return .failure }
            input = file.bytes
        }
        let (fields, characters) = (options.argument("f")?.decimal ?? 0, options.argument("s")?.decimal ?? 0)
        let most = options.argument("w")?.decimal ?? Int.max
        func key(_ line: ArraySlice<UInt8>) -> ByteString {
            var rest = line
            for _ in 0..<min(max(0, fields), 1000) where !rest.isEmpty {
                rest = rest.drop { $0.isBlank }.drop { !$0.isBlank }
            }
            let part = ByteString(rest.dropFirst(max(0, characters)).prefix(max(0, most)))
            return options.has("i") ? part.lowercased : part
        }
        guard shell.charge(input.count * 2) else { return .failure }
        var groups: [(lines: [ArraySlice<UInt8>], count: Int, key: ByteString)] = []
        for line in input.lines {
            let key = key(line)
            if groups.last?.key == key {
                groups[groups.count - 1].count += 1
                if options.has("D") { groups[groups.count - 1].lines.append(line) }
            } else {
                groups.append(([line], 1, key))
            }
        }
        var text = ByteString()
        for group in groups {
            if options.has("d") || options.has("D"), group.count == 1 { continue }
            if options.has("u"), group.count > 1 { continue }
            for line in group.lines {
                if options.has("c") { text += ByteString("\(group.count)").indented(to: 7) + " " }
                text += ByteString(line) + "\n"
            }
        }
        if options.operands.count > 1 {
            do {
                try shell.store(text.bytes, at: options.operands[1])
            } catch {
                return shell.fail("uniq", "\(options.operands[1]): \(error.message)")
            }
            return .success
        }
        shell.print(text)
        return .success
    }
}
