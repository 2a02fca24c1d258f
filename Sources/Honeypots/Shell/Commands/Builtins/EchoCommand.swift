struct EchoCommand: ShellCommand {
    static let names: [ByteString] = ["echo"]
    static let place = CommandPlace.both
    static let usage: ByteString = "echo [-neE] [ARG]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var words = words.dropFirst()
        var endsLine = true
        var expands = false
        // Only words made of these letters alone are options.
        while let word = words.first, word.count > 1, word.first == UInt8(ascii: "-"),
            word.dropFirst().allSatisfy({ "neE".utf8.contains($0) })
        {
            for letter in word.dropFirst() {
                switch letter {
                case UInt8(ascii: "n"): endsLine = false
                case UInt8(ascii: "e"): expands = true
                default: expands = false
                }
            }
            words.removeFirst()
        }
        var text = words.joined(by: " ")
        if expands {
            let (bytes, isEnded) = EchoEscapes.expand(text, style: .echo)
            text = ByteString(bytes)
            if isEnded { endsLine = false }
        }
        if endsLine { text.append(0x0a) }
        return shell.write(text, of: words.first ?? "echo")
    }
}

extension Shell {
    /// Prints the whole output of a small command.
    mutating func write(_ text: ByteString, of program: ByteString) -> CommandOutcome {
        guard print(text) || isPipeBroken || budget.isSpent else {
            return fail("\(scope.name): write error", "No space left on device")
        }
        return .success
    }
}
