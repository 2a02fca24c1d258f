struct UniqCommand: ShellCommand {
    static let names: [ByteString] = ["uniq"]
    static let usage: ByteString = "uniq [-cdui] [INPUT]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "cduif:s:w:", in: &shell) else { return .failure }
        switch shell.inputs(Array(options.operands.prefix(1)), of: words[0], opening: false) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            var groups: [(line: ByteString, count: Int)] = []
            for line in files.flatMap({ $0.bytes.lines }) {
                let isSame =
                    groups.last.map {
                        options.has("i") ? $0.line.lowercased == line.lowercased : $0.line.elementsEqual(line)
                    } ?? false
                if isSame { groups[groups.count - 1].count += 1 } else { groups.append((ByteString(line), 1)) }
            }
            for group in groups {
                if options.has("d"), group.count == 1 { continue }
                if options.has("u"), group.count > 1 { continue }
                let head: ByteString = options.has("c") ? ByteString("\(group.count)").indented(to: 7) + " " : ""
                guard shell.print(head + group.line + "\n") else { return .failure }
            }
            return .exit(status)
        }
    }
}
