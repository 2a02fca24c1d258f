/// `head` and `tail`.
struct HeadCommand: ShellCommand {
    static let names: [ByteString] = ["head", "tail"]
    static let usage: ByteString = "head [OPTIONS] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isHead = words[0].hasSuffix("head")
        // `-5` is short for `-n 5`.
        var words = words
        if words.count > 1, words[1].count > 1, words[1][0] == UInt8(ascii: "-"),
            words[1].dropFirst().allSatisfy({ $0.isDigit })
        {
            words.replaceSubrange(1...1, with: ["-n", ByteString(words[1].dropFirst())])
        }
        guard let options = options(words, isHead ? "n:c:qv" : "n:c:qvfFs:", in: &shell) else { return .failure }
        let countText = options.argument("c") ?? options.argument("n") ?? "10"
        guard let (count, isFromOtherEnd) = Self.count(countText, isHead: isHead) else {
            return shell.fail(words[0], "invalid number '\(countText)'")
        }
        let countsBytes = options.argument("c") != nil
        if isHead, countsBytes, !isFromOtherEnd, let outcome = headOfDevice(options.operands, count, &shell) {
            return outcome
        }
        switch shell.inputs(options.operands, of: words[0], opening: !isHead) {
        case .outcome(let outcome): return outcome
        case .files(let files, var status):
            if files.isEmpty, !isHead {
                shell.print("\(words[0]): no files\n", to: 2)
                status = max(status, 1)
            }
            for (index, file) in files.enumerated() {
                if options.has("v") || options.operands.count > 1 && !options.has("q") {
                    shell.print("\(index > 0 ? "\n" : "")==> \(file.name == "-" ? "standard input" : file.name) <==\n")
                }
                let pieces = countsBytes ? file.bytes.map { [$0][...] } : Self.linesWithEnds(file.bytes)
                let chosen: ArraySlice<ArraySlice<UInt8>> =
                    switch (isHead, isFromOtherEnd) {
                    case (true, false): pieces.prefix(count)
                    case (true, true): pieces.dropLast(count)
                    case (false, false): pieces.suffix(count)
                    case (false, true): pieces.dropFirst(max(0, count - 1))
                    }
                guard shell.print(Array(chosen.joined())) else { return .failure }
            }
            let follows = !isHead && (options.has("f") || options.has("F"))
            return follows ? .endless : .exit(status)
        }
    }

    /// Bytes from files without an end, which cannot be read whole.
    private static func headOfDevice(_ operands: [ByteString], _ count: Int, _ shell: inout Shell) -> CommandOutcome? {
        if operands.isEmpty, !shell.isTerminal(0) {
            var rest = count
            while rest > 0, let piece = shell.readInput(upTo: min(rest, 16 * 1024)), !piece.isEmpty {
                guard shell.print(piece) else { return .failure }
                rest -= piece.count
            }
            return .success
        }
        guard operands.count == 1, let id = try? shell.files.find(operands[0], from: shell.scope.directory),
            case .endless = shell.read(id, from: 0)
        else { return nil }
        guard shell.charge(min(count, Shell.mostReadBytes)) else { return .failure }
        shell.print(shell.contents(of: id, range: 0..<min(count, Shell.mostReadBytes)))
        return .success
    }

    /// "20", "-20", "+3", "4k"; whether it counts from the other end.
    private static func count(_ text: ByteString, isHead: Bool) -> (Int, Bool)? {
        var digits = text[...]
        var isFromOtherEnd = false
        if digits.first == UInt8(ascii: "-") {
            isFromOtherEnd = isHead
            digits.removeFirst()
        } else if digits.first == UInt8(ascii: "+") {
            isFromOtherEnd = !isHead
            digits.removeFirst()
        }
        let units: [UInt8: Int] = [UInt8(ascii: "b"): 512, UInt8(ascii: "k"): 1024, UInt8(ascii: "m"): 1_048_576]
        var factor = 1
        if let unit = digits.last.flatMap({ units[$0] }) {
            factor = unit
            digits.removeLast()
        }
        guard let number = digits.decimal, number >= 0 else { return nil }
        return (number.multipliedReportingOverflow(by: factor).overflow ? Int.max : number * factor, isFromOtherEnd)
    }

    private static func linesWithEnds(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0a) {
            lines.append(rest[...end])
            rest = rest[(end + 1)...]
        }
        if !rest.isEmpty { lines.append(rest) }
        return lines
    }
}
