/// `read`: one line into variables.
struct ReadCommand: ShellCommand {
    static let names: [ByteString] = ["read"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "rsp:t:n:u:d:", in: &shell) else { return .exit(2) }
        if let prompt = options.argument("p"), shell.isTerminal(0) { shell.print(prompt, to: 2) }
        let reader = Reader(names: options.operands, keepsBackslash: options.has("r"), echoes: !options.has("s"))
        if shell.isTerminal(0) { return .reading(reader) }
        guard let line = shell.readInputLine() else {
            reader.assign([], in: &shell)
            return .failure
        }
        reader.assign(line, in: &shell)
        return .success
    }

    struct Reader: TerminalReader {
        var names: [ByteString]
        var keepsBackslash: Bool
        var echoes: Bool

        mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            assign(line, in: &shell)
            return .success
        }

        mutating func end(in shell: inout Shell) -> CommandOutcome { .failure }

        /// One word a variable, the rest of the line for the last.
        func assign(_ line: [UInt8], in shell: inout Shell) {
            let separators = shell.scope["IFS"] ?? " \t\n"
            var rest = ByteString(keepsBackslash ? line : line.filter { $0 != UInt8(ascii: "\\") })[...]
            let names = names.isEmpty ? ["REPLY"] : names
            for (index, name) in names.enumerated() {
                rest = rest.drop { $0.isBlank && separators.contains($0) }
                let isLast = index == names.count - 1
                var value = isLast ? rest : rest.prefix { !separators.contains($0) }
                rest = rest.dropFirst(value.count).dropFirst()
                while isLast, let last = value.last, last.isBlank, separators.contains(last) { value.removeLast() }
                _ = shell.scope.set(name, ByteString(value))
            }
        }
    }
}
