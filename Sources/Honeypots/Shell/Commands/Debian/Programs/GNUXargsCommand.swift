/// `xargs` of GNU findutils 4.8.
struct GNUXargsCommand: ShellCommand {
    static let names: [ByteString] = ["xargs"]

    private static let long: [GNUOptions.Long] = [
        .init("null", "0"), .init("arg-file", "a", .required), .init("delimiter", "d", .required),
        .init("eof", "e", .optional), .init("replace", "i", .optional), .init("max-lines", "l", .optional),
        .init("max-args", "n", .required), .init("interactive", "p"), .init("no-run-if-empty", "r"),
        .init("max-chars", "s", .required), .init("verbose", "t"), .init("exit", "x"),
        .init("max-procs", "P", .required), .init("show-limits", "S"), .init("open-tty", "o"),
    ]

    /// Bytes of one call's words, as the kernel allows them.
    private static let mostBytes = 131_072
    private static let mostCalls = 400
    private static let interactive: Set<ByteString> = ["sleep", "ssh"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(version: "(GNU findutils) 4.8.0")
        guard
            case .options(let options) = GNUOptions.read(
                words, "+0a:d:E:e::I:i::L:l::n:prs:txP:o", long, manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        for letter in ["n", "s", "L", "P"] as [Unicode.Scalar] {
            guard let text = options.argument(letter) else { continue }
            let name = ByteString(String(letter))
            guard let number = text.decimal else {
                return shell.refuse("xargs", "invalid number \"\(text)\" for -\(name) option")
            }
            let least = letter == "P" ? 0 : 1
            guard number >= least else {
                return shell.refuse("xargs", "value \(number) for -\(name) option should be >= \(least)")
            }
        }
        let text: [UInt8]
        if let path = options.argument("a") {
            guard case .bytes(let bytes)? = try? shell.read(path: path) else {
                return shell.fail("xargs", "Cannot open input file '\(path)': No such file or directory")
            }
            text = bytes
        } else {
            switch shell.readInput() {
            case .terminal: return .collectingInput
            case .endless: return .endless
            case .bytes(let bytes): text = bytes
            }
        }
        guard shell.charge(text.count * 4) else { return .endless }
        var calls: [[ByteString]]
        var isUnmatched = false
        let program = options.operands.isEmpty ? ["echo"] : options.operands
        do {
            calls = try Self.calls(text, program, options)
        } catch {
            calls = error.before
            isUnmatched = true
            shell.print(
                "xargs: unmatched \(error.quote == UInt8(ascii: "'") ? "single" : "double") quote; by default quotes are special to xargs unless you use the -0 option\n",
                to: 2)
        }
        var status: UInt8 = isUnmatched ? 1 : 0
        for (number, call) in calls.enumerated() {
            guard number < mostCalls || shell.charge(20_000), shell.charge(100) else { return .endless }
            if options.has("p") {
                shell.print(call.joined(by: " "), to: 2)
                return shell.fail(
                    "xargs", "failed to open /dev/tty for reading: No such device or address")
            }
            if options.has("t") { shell.print(call.map(\.quotedWhereNeeded).joined(by: " ") + "\n", to: 2) }
            switch shell.findProgram(call[0]) {
            case .missing: return shell.fail("xargs", "\(call[0]): No such file or directory", status: 127)
            case .forbidden: return shell.fail("xargs", "\(call[0]): Permission denied", status: 126)
            case .found: break
            }
            // What waits takes its place.
            if calls.count == 1, interactive.contains(call[0].lastPathComponent) { return .becomeProgram(call) }
            let own = shell.runWords(call, input: [])
            if shell.budget.isSpent || shell.isPipeBroken { return .endless }
            if own == 255 {
                return shell.fail("xargs", "\(call[0]): exited with status 255; aborting", status: 124)
            }
            if own != 0 { status = 123 }
        }
        return .exit(status)
    }

    private struct Unmatched: Error {
        var quote: UInt8
        var before: [[ByteString]]
    }

    /// The words of every call.
    private static func calls(
        _ text: [UInt8], _ program: [ByteString], _ options: GNUOptions
    ) throws(Unmatched) -> [[ByteString]] {
        let mark = options.argument("I") ?? (options.has("i") ? options.argument("i") ?? "{}" : nil)
        var lines: [[ByteString]]
        var fault: UInt8?
        if options.has("0") || options.has("d") {
            let end = options.has("0") ? 0 : delimiter(options.argument("d") ?? "\n")
            var items = text.split(separator: end, omittingEmptySubsequences: false)
            if items.last?.isEmpty == true { items.removeLast() }
            lines = items.map { [ByteString($0)] }
        } else if mark != nil {
            lines = text.lines.filter { !$0.allSatisfy { $0.isBlank } }.map { [ByteString($0.drop { $0.isBlank })] }
            for index in lines.indices {
                let (words, quote) = split(lines[index][0].bytes, keepsBlanks: true)
                if let quote { fault = quote }
                lines[index] = [words.flatMap { $0 }.first ?? ""]
            }
        } else {
            (lines, fault) = split(text, keepsBlanks: false)
        }
        if let end = options.argument("E") ?? options.argument("e"), !end.isEmpty, !options.has("0") {
            var kept: [[ByteString]] = []
            for line in lines {
                let before = line.prefix { $0 != end }
                kept.append(Array(before))
                if before.count < line.count { break }
            }
            lines = kept
        }
        var calls: [[ByteString]] = []
        let most = min(options.argument("s")?.decimal ?? mostBytes, mostBytes)
        if let mark {
            calls = lines.flatMap { $0 }.map { item in program.map { $0.replacing(mark, with: item) } }
        } else {
            let perLines = (options.argument("L") ?? (options.has("l") ? options.argument("l") ?? "1" : nil))?.decimal
            let perCall = options.argument("n")?.decimal ?? Int.max
            let room = most - program.reduce(0) { $0 + $1.count + 1 }
            var (call, size, count): ([ByteString], Int, Int) = ([], 0, 0)
            func flush() {
                if !call.isEmpty { calls.append(program + call) }
                (call, size, count) = ([], 0, 0)
            }
            for line in lines where !line.isEmpty {
                for word in line {
                    if call.count >= perCall || size + word.count + 1 > room { flush() }
                    call.append(word)
                    size += word.count + 1
                }
                count += 1
                if let perLines, count >= perLines { flush() }
            }
            flush()
            if calls.isEmpty, fault == nil, !options.has("r") { calls = [program] }
        }
        if let fault { throw Unmatched(quote: fault, before: calls) }
        return calls
    }

    private static func delimiter(_ text: ByteString) -> UInt8 {
        EchoEscapes.expand(text, style: .format).bytes.first ?? 0x0a
    }

    /// Words by line; quotes and backslashes keep blanks together. The quote that has no end, if there is one.
    private static func split(_ text: [UInt8], keepsBlanks: Bool) -> ([[ByteString]], UInt8?) {
        var lines: [[ByteString]] = [[]]
        var word = ByteString()
        var isWord = false
        func end() {
            if isWord { lines[lines.count - 1].append(word) }
            (word, isWord) = ("", false)
        }
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"):
                if let next = rest.popFirst() { word.append(next) }
                isWord = true
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let inner = rest.prefix { $0 != byte && $0 != 0x0a }
                rest = rest.dropFirst(inner.count)
                guard rest.first == byte else { return (lines, byte) }
                rest.removeFirst()
                word.bytes += inner
                isWord = true
            case 0x0a:
                end()
                lines.append([])
            case 0x20 where !keepsBlanks, 0x09 where !keepsBlanks: end()
            default:
                word.append(byte)
                isWord = true
            }
        }
        end()
        return (lines, nil)
    }
}
