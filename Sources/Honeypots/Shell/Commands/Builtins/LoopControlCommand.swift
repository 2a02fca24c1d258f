struct LoopControlCommand: ShellCommand {
    static let names: [ByteString] = ["break", "continue"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let levels = words.count > 1 ? words[1].decimal ?? 0 : 1
        guard levels > 0 else { return shell.complain(builtin: words[0], "Illegal number: \(words[1])", status: 2) }
        return .loopControl(levels: levels, continues: words[0] == "continue")
    }
}
