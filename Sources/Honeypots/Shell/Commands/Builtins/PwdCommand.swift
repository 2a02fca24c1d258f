struct PwdCommand: ShellCommand {
    static let names: [ByteString] = ["pwd"]
    static let place = CommandPlace.both

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        shell.print(shell.scope.directory + "\n")
        return .success
    }
}
