struct NprocCommand: ShellCommand {
    static let names: [ByteString] = ["nproc"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        shell.print("\(shell.device.cores)\n")
        return .success
    }
}
