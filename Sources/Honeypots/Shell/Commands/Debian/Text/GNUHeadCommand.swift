/// `head` and `tail` of coreutils.
struct GNUHeadCommand: ShellCommand {
    static let names: [ByteString] = ["head", "tail"]

    private static let long: [GNUOptions.Long] = [
        .init("lines", "n", .required), .init("bytes", "c", .required), .init("quiet", "q"), .init("silent", "q"),
        .init("verbose", "v"), .init("zero-terminated", "z"), .init("follow", "f", .optional), .init("retry", "R"),
        .init("pid", "p", .required), .init("sleep-interval", "s", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isHead = words[0] == "head"
        var words = words
        // The old form: a number alone.
        if words.count > 1, words[1].count > 1,
            words[1][0] == UInt8(ascii: "-") || !isHead && words[1][0] == UInt8(ascii: "+"),
            words[1][1].isDigit
        {
            let sign: ByteString = words[1][0] == UInt8(ascii: "+") ? "+" : ""
            let digits = ByteString(words[1].dropFirst().prefix { $0.isDigit })
            let rest = words[1].dropFirst(1 + digits.count)
            words.replaceSubrange(1...1, with: [rest.contains(UInt8(ascii: "c")) ? "-c" : "-n", sign + digits])
            if rest.contains(UInt8(ascii: "f")) { words.insert("-f", at: 3) }
        }
        let letters = isHead ? "c:n:qvz" : "c:n:qvzfFs:"
        guard case .options(let options) = GNUOptions.read(words, letters, long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let isBytes = options.last("n", "c") == "c"
        let text = options.argument(isBytes ? "c" : "n") ?? "10"
        guard let count = Self.count(text) else {
            return shell.fail(words[0], "invalid number of \(isBytes ? "bytes" : "lines"): '\(text)'")
        }
        let isSigned = text.first == UInt8(ascii: isHead ? "-" : "+")
        var status: UInt8 = 0
        let showsNames = options.has("v") || options.operands.count > 1 && !options.has("q")
        var isFirst = true
        for operand in options.operands.isEmpty ? ["-"] : options.operands {
            var bytes: [UInt8]
            do {
                switch try shell.read(operand: operand) {
                case .bytes(let all): bytes = all
                case .terminal: return .collectingInput
                case .endless:
                    // A device has no end, but its beginning is asked for.
                    guard isHead, isBytes, !isSigned,
                        let id = try? shell.files.find(operand, from: shell.scope.directory)
                    else { return .endless }
                    bytes = shell.contents(of: id, range: 0..<min(count, Shell.mostReadBytes))
                }
            } catch {
                shell.print(
                    error == .isDirectory
                        ? "\(words[0]): error reading '\(operand)': Is a directory\n"
                        : "\(words[0]): cannot open '\(operand)' for reading: \(error.message)\n", to: 2)
                status = 1
                continue
            }
            guard shell.charge(bytes.count + 8) else { return .failure }
            if showsNames {
                shell.print("\(isFirst ? "" : "\n")==> \(operand == "-" ? "standard input" : operand) <==\n")
            }
            isFirst = false
            let part = Self.part(bytes, isHead: isHead, isBytes: isBytes, count, isSigned, options.has("z") ? 0 : 0x0a)
            guard shell.print(part) || part.isEmpty else { return .failure }
        }
        if !isHead, options.has("f", "F"), !options.operands.isEmpty { return .endless }
        return .exit(status)
    }

    private static func count(_ text: ByteString) -> Int? {
        var digits = text[...]
        if let first = digits.first, first == 0x2d || first == 0x2b { digits = digits.dropFirst() }
        let number = digits.prefix { $0.isDigit }
        guard let value = number.decimal else { return nil }
        let units: [ByteString: Int] = [
            "": 1, "b": 512, "k": 1024, "K": 1024, "kB": 1000, "M": 1_048_576, "MB": 1_000_000, "G": 1 << 30,
        ]
        guard let unit = units[ByteString(digits.dropFirst(number.count))] else { return nil }
        return value.multipliedReportingOverflow(by: unit).overflow ? Int.max : value * unit
    }

    private static func part(
        _ bytes: [UInt8], isHead: Bool, isBytes: Bool, _ count: Int, _ isSigned: Bool, _ end: UInt8
    ) -> ArraySlice<UInt8> {
        if isBytes {
            if isHead { return isSigned ? bytes.dropLast(count) : bytes.prefix(count) }
            return isSigned ? bytes.dropFirst(max(0, count - 1)) : bytes.suffix(count)
        }
        // Where each line begins.
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == end && index + 1 < bytes.count {
            starts.append(index + 1)
        }
        let total = bytes.isEmpty ? 0 : starts.count
        let line =
            isHead
            ? (isSigned ? max(0, total - count) : min(count, total))
            : (isSigned ? min(max(0, count - 1), total) : max(0, total - count))
        let cut = line >= total ? bytes.count : starts[line]
        return isHead ? bytes[..<cut] : bytes[cut...]
    }
}
