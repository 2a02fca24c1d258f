/// Small filters of lines: `tac`, `rev`, `nl`, `fold`, `paste`, `comm`, `join`, `expand`.
struct GNULineCommand: ShellCommand {
    static let names: [ByteString] = ["tac", "rev", "nl", "fold", "paste", "comm", "join", "expand", "shuf"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let letters: [ByteString: String] = [
            "tac": "bs:r", "rev": "", "nl": "b:s:w:v:i:n:", "fold": "bsw:", "paste": "d:sz", "comm": "123",
            "join": "t:1:2:a:v:o:e:i", "expand": "t:i", "shuf": "ei:n:o:rz",
        ]
        let long: [GNUOptions.Long] = [
            .init("width", "w", .required), .init("delimiters", "d", .required), .init("serial", "s"),
            .init("body-numbering", "b", .required), .init("tabs", "t", .required), .init("echo", "e"),
            .init("input-range", "i", .required), .init("head-count", "n", .required),
        ]
        guard case .options(let options) = GNUOptions.read(words, letters[program] ?? "", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if program == "shuf", options.has("e") || options.has("i") { return shuffle(options, [], &shell) }
        if program == "comm" || program == "join", options.operands.count < 2 {
            return shell.refuse(
                program, options.operands.isEmpty ? "missing operand" : "missing operand after '\(options.operands[0])'"
            )
        }
        let files: [(name: ByteString, bytes: [UInt8])]
        let status: UInt8
        let lead: ByteString = program == "tac" ? "failed to open " : program == "rev" ? "cannot open " : ""
        let tail: ByteString = program == "tac" ? " for reading" : ""
        switch shell.gnuInputs(options.operands, of: program, lead: lead, tail: tail, quoted: program == "tac") {
        case .outcome(let outcome): return outcome
        case .files(let all, let code): (files, status) = (all, code)
        }
        guard shell.charge(files.reduce(0) { $0 + $1.bytes.count * 3 }) else { return .failure }
        var text = ByteString()
        switch program {
        case "tac": for file in files { for line in file.bytes.lines.reversed() { text += ByteString(line) + "\n" } }
        case "rev":
            for file in files {
                let (lines, endsLine) = file.bytes.linesAndEnd
                for (index, line) in lines.enumerated() {
                    text += ByteString(line.reversed()) + (index < lines.count - 1 || endsLine ? "\n" : "")
                }
            }
        case "nl": text = numbered(files, options)
        case "fold": text = folded(files, max(1, options.argument("w")?.decimal ?? 80), options.has("s"))
        case "paste": text = pasted(files, options)
        case "comm": text = compared(files, options)
        case "join": text = joined(files, options)
        case "expand": text = expanded(files, max(1, min(200, options.argument("t")?.decimal ?? 8)))
        default: return shuffle(options, files.flatMap { $0.bytes.lines.map { ByteString($0) } }, &shell)
        }
        shell.print(text)
        return .exit(status)
    }

    private static func shuffle(_ options: GNUOptions, _ lines: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        var lines = lines
        if options.has("e") { lines = options.operands }
        if let range = options.argument("i") {
            let ends = range.split(separator: UInt8(ascii: "-")).map { $0.decimal ?? -1 }
            guard ends.count == 2, ends[0] >= 0, ends[0] <= ends[1] else {
                return shell.fail("shuf", "invalid input range: '\(range)'")
            }
            guard ends[1] - ends[0] < 100_000, shell.charge((ends[1] - ends[0]) * 8) else { return .endless }
            lines = (ends[0]...ends[1]).map { "\($0)" }
        }
        var generator = SeededGenerator(seed: shell.chance)
        lines.shuffle(using: &generator)
        for line in lines.prefix(max(0, options.argument("n")?.decimal ?? Int.max)) {
            guard shell.print(line + "\n") else { return .failure }
        }
        return .success
    }

    private static func numbered(_ files: [(name: ByteString, bytes: [UInt8])], _ options: GNUOptions) -> ByteString {
        let numbersAll = options.argument("b") == "a"
        let width = max(1, min(100, options.argument("w")?.decimal ?? 6))
        let joint = options.argument("s") ?? "\t"
        var number = options.argument("v")?.decimal ?? 1
        var text = ByteString()
        for line in files.flatMap({ $0.bytes.lines }) {
            if numbersAll || !line.isEmpty {
                text += ByteString("\(number)").indented(to: width) + joint + ByteString(line) + "\n"
                number = number &+ (options.argument("i")?.decimal ?? 1)
            } else {
                text += ByteString([UInt8](repeating: 0x20, count: width + joint.count)) + "\n"
            }
        }
        return text
    }

    private static func folded(
        _ files: [(name: ByteString, bytes: [UInt8])], _ width: Int, _ atBlanks: Bool
    ) -> ByteString {
        var text = ByteString()
        for file in files {
            let (lines, endsLine) = file.bytes.linesAndEnd
            for (index, line) in lines.enumerated() {
                var rest = line
                while rest.count > width {
                    var part = rest.prefix(width)
                    if atBlanks, let blank = part.lastIndex(where: { $0.isBlank }) { part = part[...blank] }
                    text += ByteString(part) + "\n"
                    rest = rest.dropFirst(part.count)
                }
                text += ByteString(rest) + (index < lines.count - 1 || endsLine ? "\n" : "")
            }
        }
        return text
    }

    private static func pasted(_ files: [(name: ByteString, bytes: [UInt8])], _ options: GNUOptions) -> ByteString {
        let delimiters = EchoEscapes.expand(options.argument("d") ?? "\t", style: .format).bytes
        func joint(_ index: Int) -> ByteString {
            delimiters.isEmpty ? "" : ByteString([delimiters[index % delimiters.count]])
        }
        var text = ByteString()
        if options.has("s") {
            for file in files {
                for (index, line) in file.bytes.lines.enumerated() {
                    text += (index > 0 ? joint(index - 1) : "") + ByteString(line)
                }
                text += "\n"
            }
            return text
        }
        // Standard input named several times is read in turns.
        var columns = files.map { Array($0.bytes.lines) }
        let inputs = options.operands.indices.filter { options.operands[$0] == "-" }
        if inputs.count > 1, columns.count == options.operands.count {
            let lines = columns[inputs[0]]
            for (turn, column) in inputs.enumerated() {
                columns[column] = stride(from: turn, to: lines.count, by: inputs.count).map { lines[$0] }
            }
        }
        for row in 0..<(columns.map(\.count).max() ?? 0) {
            for (column, lines) in columns.enumerated() {
                if column > 0 { text += joint(column - 1) }
                if row < lines.count { text += ByteString(lines[row]) }
            }
            text += "\n"
        }
        return text
    }

    private static func compared(_ files: [(name: ByteString, bytes: [UInt8])], _ options: GNUOptions) -> ByteString {
        guard files.count >= 2 else { return "" }
        var (a, b) = (
            files[0].bytes.lines.map { ByteString($0) }[...], files[1].bytes.lines.map { ByteString($0) }[...]
        )
        let (first, second, both) = (!options.has("1"), !options.has("2"), !options.has("3"))
        var text = ByteString()
        while !a.isEmpty || !b.isEmpty {
            if let x = a.first, let y = b.first, x == y {
                if both { text += (first ? "\t" : "") + (second ? "\t" : "") + x + "\n" }
                (a, b) = (a.dropFirst(), b.dropFirst())
            } else if let x = a.first, b.first.map({ x < $0 }) ?? true {
                if first { text += x + "\n" }
                a = a.dropFirst()
            } else if let y = b.first {
                if second { text += (first ? "\t" : "") + y + "\n" }
                b = b.dropFirst()
            }
        }
        return text
    }

    private static func joined(_ files: [(name: ByteString, bytes: [UInt8])], _ options: GNUOptions) -> ByteString {
        guard files.count >= 2 else { return "" }
        let separator = options.argument("t")?.first
        func fields(_ line: ArraySlice<UInt8>) -> [ByteString] {
            separator.map { line.split(separator: $0, omittingEmptySubsequences: false).map { ByteString($0) } }
                ?? ByteString(line).words
        }
        let joint = ByteString([separator ?? 0x20])
        let keys = (max(1, options.argument("1")?.decimal ?? 1) - 1, max(1, options.argument("2")?.decimal ?? 1) - 1)
        var table: [ByteString: [[ByteString]]] = [:]
        for line in files[1].bytes.lines {
            let parts = fields(line)
            if keys.1 < parts.count { table[parts[keys.1], default: []].append(parts) }
        }
        var text = ByteString()
        for line in files[0].bytes.lines {
            let parts = fields(line)
            guard keys.0 < parts.count else { continue }
            for other in (table[parts[keys.0]] ?? []).prefix(1000) where text.count < Shell.mostWordBytes {
                let rest = parts.enumerated().filter { $0.offset != keys.0 }.map(\.element)
                let more = other.enumerated().filter { $0.offset != keys.1 }.map(\.element)
                text += ([parts[keys.0]] + rest + more).joined(by: joint) + "\n"
            }
        }
        return text
    }

    private static func expanded(_ files: [(name: ByteString, bytes: [UInt8])], _ width: Int) -> ByteString {
        var text = ByteString()
        var column = 0
        for byte in files.flatMap(\.bytes) {
            if byte == 0x09 {
                repeat {
                    text.append(0x20)
                    column += 1
                } while column % width != 0
            } else {
                text.append(byte)
                column = byte == 0x0a ? 0 : column + 1
            }
        }
        return text
    }
}
