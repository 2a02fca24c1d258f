struct BashPwdCommand: ShellCommand {
    static let names: [ByteString] = ["pwd"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if let word = words.dropFirst().first, word.first == UInt8(ascii: "-"), word.count > 1,
            !word.dropFirst().allSatisfy({ "LP".utf8.contains($0) })
        {
            _ = shell.complain(builtin: "pwd", "\(word.prefix(2)): invalid option")
            shell.print("pwd: usage: pwd [-LP]\n", to: 2)
            return .exit(2)
        }
        var path = shell.scope.directory
        if words.contains("-P"), let place = try? shell.place(path) { path = place.path }
        shell.print(path + "\n")
        return .success
    }
}
