struct GNUCutCommand: ShellCommand {
    static let names: [ByteString] = ["cut"]

    private static let long: [GNUOptions.Long] = [
        .init("bytes", "b", .required), .init("characters", "c", .required), .init("delimiter", "d", .required),
        .init("fields", "f", .required), .init("complement", "C"), .init("only-delimited", "s"),
        .init("output-delimiter", "O", .required), .init("zero-terminated", "z"),
    ]
    private static let mostRanges = 200

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "b:c:d:f:nsz", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let kinds = options.given.filter { ["b", "c", "f"].contains($0.letter) }
        guard let kind = kinds.first, let list = kind.argument else {
            return shell.refuse("cut", "you must specify a list of bytes, characters, or fields")
        }
        guard kinds.count == 1 else { return shell.refuse("cut", "only one type of list may be specified") }
        let isFields = kind.letter == "f"
        if !isFields, options.argument("d") != nil {
            return shell.refuse("cut", "an input delimiter may be specified only when operating on fields")
        }
        if let delimiter = options.argument("d"), delimiter.count > 1 {
            return shell.refuse("cut", "the delimiter must be a single character")
        }
        var ranges: [ClosedRange<Int>] = []
        for part in list.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0.isBlank }) {
            let ends = part.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            let noun: ByteString = isFields ? "field" : kind.letter == "c" ? "character" : "byte"
            if part == [UInt8(ascii: "-")] { return shell.refuse("cut", "invalid range with no endpoint: -") }
            guard ends.count <= 2, ranges.count < mostRanges, part.allSatisfy({ $0.isDigit || $0 == 0x2d }) else {
                return shell.refuse(
                    "cut",
                    isFields
                        ? "invalid field value '\(ByteString(part))'"
                        : "invalid byte/character position '\(ByteString(part))'")
            }
            let first = ends[0].isEmpty ? 1 : ends[0].decimal ?? 0
            let last = ends.count == 1 ? first : ends[1].isEmpty ? Int.max : ends[1].decimal ?? 0
            guard first >= 1 else {
                return shell.refuse(
                    "cut",
                    noun == "field" ? "fields are numbered from 1" : "byte/character positions are numbered from 1")
            }
            guard last >= first else { return shell.refuse("cut", "invalid decreasing range") }
            ranges.append(first...last)
        }
        let delimiter = options.argument("d").map { $0.first ?? 0 } ?? 0x09
        let joint = options.argument("O") ?? (isFields ? ByteString([delimiter]) : "")
        let isComplement = options.has("C")
        func selects(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } != isComplement }
        switch shell.gnuInputs(options.operands, of: "cut") {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            for line in files.flatMap({ $0.bytes.lines }) {
                guard shell.charge(line.count * 2 + 8) else { return .failure }
                var text: ByteString
                if isFields {
                    guard line.contains(delimiter) else {
                        if !options.has("s"), !shell.print(ByteString(line) + "\n") { return .failure }
                        continue
                    }
                    let fields = line.split(separator: delimiter, omittingEmptySubsequences: false)
                    text = fields.enumerated().filter { selects($0.offset + 1) }.map { ByteString($0.element) }.joined(
                        by: joint)
                } else {
                    text = ByteString(line.enumerated().filter { selects($0.offset + 1) }.map(\.element))
                }
                text.append(0x0a)
                guard shell.print(text) else { return .failure }
            }
            return .exit(status)
        }
    }
}
