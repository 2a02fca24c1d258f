/// `break` and `continue`.
struct BashLoopControlCommand: ShellCommand {
    static let names: [ByteString] = ["break", "continue"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard shell.isInLoop else {
            if shell.scope.dialect == .dash { return .success }
            _ = shell.complain(builtin: words[0], "only meaningful in a `for', `while', or `until' loop")
            return .success
        }
        guard words.count > 1 else { return .loopControl(levels: 1, continues: words[0] == "continue") }
        guard let levels = words[1].decimal else {
            return shell.complain(builtin: words[0], "\(words[1]): numeric argument required", status: 128)
        }
        guard levels > 0 else {
            _ = shell.complain(builtin: words[0], "\(words[1]): loop count out of range")
            return .loopControl(levels: Int.max, continues: false)
        }
        return .loopControl(levels: levels, continues: words[0] == "continue")
    }
}
