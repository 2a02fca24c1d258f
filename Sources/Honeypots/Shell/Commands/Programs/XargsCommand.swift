struct XargsCommand: ShellCommand {
    static let names: [ByteString] = ["xargs"]
    static let usage: ByteString = "xargs [OPTIONS] [PROG ARGS]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "+0rtn:I:s:P:", in: &shell) else { return .failure }
        let text: [UInt8]
        switch shell.readInput() {
        case .terminal: return .collectingInput
        case .endless: return .endless
        case .bytes(let bytes): text = bytes
        }
        let program = options.operands.isEmpty ? ["echo"] : options.operands
        let items: [ByteString] =
            if options.has("0") {
                text.split(separator: 0).map { ByteString($0) }
            } else if options.argument("I") != nil {
                text.lines.map { ByteString($0) }.filter { !$0.isEmpty }
            } else {
                text.split { $0.isWordBreak }.map { ByteString($0) }
            }
        guard shell.charge(items.count * 8) else { return .failure }
        if let mark = options.argument("I") {
            return .programs(
                items.prefix(Shell.mostWords).map { item in program.map { $0.replacing(mark, with: item) } })
        }
        if items.isEmpty, options.has("r") { return .success }
        let most = max(1, options.argument("n")?.decimal ?? Shell.mostWords)
        var programs: [[ByteString]] = []
        var rest = items[...]
        repeat {
            programs.append(program + rest.prefix(most))
            rest = rest.dropFirst(most)
        } while !rest.isEmpty && programs.count < Shell.mostWords
        return .programs(programs)
    }
}

extension ByteString {
    /// Every occurrence of `part` exchanged.
    func replacing(_ part: ByteString, with other: ByteString) -> ByteString {
        guard !part.isEmpty else { return self }
        var result = ByteString()
        var rest = self[...]
        while !rest.isEmpty {
            if rest.starts(with: part) {
                result += other
                rest = rest.dropFirst(part.count)
            } else if let byte = rest.popFirst() {
                result.append(byte)
            }
        }
        return result
    }
}
