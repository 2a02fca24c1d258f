/// Builtins that change what this shell does not have: names of programs are not remembered, and there are no aliases.
struct ShellStateCommand: ShellCommand {
    static let names: [ByteString] = ["hash", "alias", "unalias"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words[0] == "alias" else { return .success }
        var status: UInt8 = 0
        for operand in words.dropFirst() where !operand.contains(UInt8(ascii: "=")) {
            shell.print("alias: \(operand): not found\n", to: 2)
            status = 1
        }
        return .exit(status)
    }
}
