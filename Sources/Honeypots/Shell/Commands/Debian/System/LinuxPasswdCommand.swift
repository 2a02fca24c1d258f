/// `passwd` of Debian's shadow suite with PAM: any new password will do.
struct LinuxPasswdCommand: ShellCommand {
    static let names: [ByteString] = ["passwd"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let options = words.dropFirst().filter { $0.first == UInt8(ascii: "-") }
        let user = words.dropFirst().first { $0.first != UInt8(ascii: "-") } ?? shell.account.name
        guard shell.account(named: user) != nil else {
            return shell.failPlainly("passwd: user '\(user)' does not exist")
        }
        if options.contains(where: { ["-d", "-l", "-u", "-e", "--delete", "--lock", "--unlock"].contains($0) }) {
            shell.print("passwd: password expiry information changed.\n")
            return .success
        }
        shell.print("New password: ", to: 2)
        guard shell.isTerminal(0), !shell.isPiped else {
            let first = shell.readInputLine()
            shell.print("Retype new password: ", to: 2)
            return finish(first, shell.readInputLine(), &shell)
        }
        return .reading(Reader())
    }

    private struct Reader: TerminalReader {
        var first: [UInt8]?
        var echoes: Bool { false }

        mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            shell.print("\n", to: 2)
            guard let first else {
                first = line
                shell.print("Retype new password: ", to: 2)
                return nil
            }
            return LinuxPasswdCommand.finish(first, line, &shell)
        }

        mutating func end(in shell: inout Shell) -> CommandOutcome {
            LinuxPasswdCommand.finish(first, nil, &shell)
        }
    }

    private static func finish(_ first: [UInt8]?, _ second: [UInt8]?, _ shell: inout Shell) -> CommandOutcome {
        guard let first, let second, first == second, !first.isEmpty else {
            let reason: ByteString =
                first != nil && first != second
                ? "Sorry, passwords do not match.\n" : "No password has been supplied.\n"
            return shell.failPlainly(
                "\(reason)passwd: Authentication token manipulation error\npasswd: password unchanged", status: 10)
        }
        shell.print("passwd: password updated successfully\n", to: 2)
        return .success
    }
}
