/// The condition of the loop that `select` is: shows the menu, asks, and sets the variable.
struct SelectCommand: ShellCommand {
    /// A name nobody can type.
    static let name: ByteString = "\u{1}select"
    static let names: [ByteString] = [name]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 2 else { return .failure }
        let choices = Array(words.dropFirst(2))
        let width = "\(choices.count)".utf8.count
        for (index, choice) in choices.enumerated() {
            shell.print("\(ByteString("\(index + 1)").indented(to: width))) \(choice)\n", to: 2)
        }
        shell.print(shell.scope["PS3"] ?? "#? ", to: 2)
        let reader = Reader(name: words[1], choices: choices)
        if shell.isTerminal(0) { return .reading(reader) }
        guard let line = shell.readInputLine() else {
            shell.print("\n", to: 2)
            return .failure
        }
        reader.assign(line, in: &shell)
        return .success
    }

    struct Reader: TerminalReader {
        var name: ByteString
        var choices: [ByteString]

        mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            assign(line, in: &shell)
            return .success
        }

        mutating func end(in shell: inout Shell) -> CommandOutcome { .failure }

        func assign(_ line: [UInt8], in shell: inout Shell) {
            _ = shell.scope.set("REPLY", ByteString(line))
            let number = ByteString(line.filter { !$0.isBlank }).decimal ?? 0
            _ = shell.scope.set(name, choices.indices.contains(number - 1) ? choices[number - 1] : "")
        }
    }
}
