/// `mapfile` and `readarray`: the lines of standard input become an array.
struct BashMapfileCommand: ShellCommand {
    static let names: [ByteString] = ["mapfile", "readarray"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let options: CommandOptions
        do {
            options = try CommandOptions(words.dropFirst(), "+td:n:O:s:u:C:c:")
        } catch {
            _ = shell.complain(builtin: words[0], "invalid option")
            return .exit(2)
        }
        let input: [UInt8]
        switch shell.readInput() {
        case .terminal: return .collectingInput
        case .endless: return .endless
        case .bytes(let bytes): input = bytes
        }
        let end = options.argument("d").map { $0.first ?? 0 } ?? 0x0a
        var lines: [ByteString] = []
        var rest = input[...]
        while !rest.isEmpty, lines.count < ShellArray.mostElements {
            let line = rest.prefix { $0 != end }
            let isEnded = line.endIndex < rest.endIndex
            rest = rest[min(line.endIndex + 1, rest.endIndex)...]
            lines.append(ByteString(line) + (isEnded && !options.has("t") ? ByteString([end]) : ""))
            guard shell.charge(line.count + 8) else { return .failure }
        }
        lines.removeFirst(min(lines.count, max(0, options.argument("s")?.decimal ?? 0)))
        if let most = options.argument("n")?.decimal, most > 0 { lines = Array(lines.prefix(most)) }
        let name = options.operands.first ?? "MAPFILE"
        shell.scope.unset(name)
        return .exit(shell.scope.setArray(name, ShellArray(lines)) ? 0 : 1)
    }
}
