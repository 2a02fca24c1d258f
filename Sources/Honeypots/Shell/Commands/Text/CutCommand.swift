struct CutCommand: ShellCommand {
    static let names: [ByteString] = ["cut"]
    static let usage: ByteString = "cut [OPTIONS] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "b:c:f:d:sn", in: &shell) else { return .failure }
        guard let list = options.argument("b") ?? options.argument("c") ?? options.argument("f") else {
            return shell.fail(words[0], "expected a list of bytes, characters, or fields")
        }
        guard let ranges = Self.ranges(list) else { return shell.fail(words[0], "invalid range \(list)") }
        let delimiter = options.argument("d")?.first ?? 0x09
        switch shell.inputs(options.operands, of: words[0], opening: false) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            for line in files.flatMap({ $0.bytes.lines }) {
                guard shell.charge(line.count + 8) else { return .failure }
                var cut: ByteString
                if options.argument("f") != nil {
                    guard line.contains(delimiter) else {
                        if !options.has("s"), !shell.print(ByteString(line) + "\n") { return .failure }
                        continue
                    }
                    let fields = line.split(separator: delimiter, omittingEmptySubsequences: false)
                    let chosen = fields.enumerated().filter { field in ranges.contains { $0.contains(field.offset + 1) }
                    }
                    cut = chosen.map { ByteString($0.element) }.joined(by: ByteString([delimiter]))
                } else {
                    cut = ByteString(
                        line.enumerated().filter { byte in ranges.contains { $0.contains(byte.offset + 1) } }.map(
                            \.element))
                }
                cut.append(0x0a)
                guard shell.print(cut) else { return .failure }
            }
            return .exit(status)
        }
    }

    /// Ranges one list may have.
    private static let mostRanges = 64

    /// "1,3-5,7-", counted from 1.
    private static func ranges(_ text: ByteString) -> [ClosedRange<Int>]? {
        var ranges: [ClosedRange<Int>] = []
        for part in text.split(separator: UInt8(ascii: ",")) {
            let ends = part.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            guard ends.count <= 2, ranges.count < mostRanges else { return nil }
            let first = ends[0].isEmpty ? 1 : ends[0].decimal
            let last = ends.count == 1 ? first : ends[1].isEmpty ? Int.max : ends[1].decimal
            guard let first, let last, first >= 1, first <= last else { return nil }
            ranges.append(first...last)
        }
        return ranges.isEmpty ? nil : ranges
    }
}
