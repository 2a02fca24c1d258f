struct BashShiftCommand: ShellCommand {
    static let names: [ByteString] = ["shift"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isBash = shell.scope.dialect == .bash
        guard let count = words.count > 1 ? words[1].decimal : 1, count >= 0 else {
            return isBash
                ? shell.complain(builtin: "shift", "\(words[1]): numeric argument required", status: 1)
                : shell.complain(builtin: "shift", "Illegal number: \(words[1])")
        }
        guard count <= shell.scope.parameters.count else {
            if isBash { return .failure }
            _ = shell.complain(builtin: "shift", "can't shift that many")
            return .leaving(2)
        }
        shell.scope.parameters.removeFirst(count)
        return .success
    }
}
