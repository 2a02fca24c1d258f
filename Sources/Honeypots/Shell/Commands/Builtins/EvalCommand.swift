struct EvalCommand: ShellCommand {
    static let names: [ByteString] = ["eval"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let text = words.dropFirst().joined(by: " ")
        return text.isEmpty ? .success : .source(text.bytes, name: nil)
    }
}
