struct PasswdCommand: ShellCommand {
    static let names: [ByteString] = ["passwd"]
    static let usage: ByteString = "passwd [OPTIONS] [USER]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "a:dlu", in: &shell) else { return .failure }
        let user = options.operands.first ?? "root"
        let known = ["root"] + shell.device.model.accounts.map { ByteString($0) } + [shell.visit.user]
        guard known.contains(user) else { return shell.fail(words[0], "unknown user \(user)") }
        if options.has("d") || options.has("l") || options.has("u") {
            shell.print("Password for \(user) changed by root\n")
            return .success
        }
        shell.print("Changing password for \(user)\nNew password: ")
        guard shell.isTerminal(0) else {
            guard let first = shell.readInputLine() else { return .failure }
            let second = shell.readInputLine() ?? []
            return finish(user, first, second, &shell)
        }
        return .reading(Reader(user: user))
    }

    private struct Reader: TerminalReader {
        var user: ByteString
        var first: [UInt8]?
        var echoes: Bool { false }

        mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            guard let first else {
                first = line
                shell.print("\n")
                if line.count < 6 { shell.print("Bad password: too short\n") }
                shell.print("Retype password: ")
                return nil
            }
            return PasswdCommand.finish(user, first, line, &shell)
        }

        mutating func end(in shell: inout Shell) -> CommandOutcome {
            shell.fail("\npasswd", "password for \(user) is unchanged")
        }
    }

    private static func finish(_ user: ByteString, _ first: [UInt8], _ second: [UInt8], _ shell: inout Shell)
        -> CommandOutcome
    {
        shell.print("\n")
        guard first == second else {
            shell.print("Passwords don't match\n", to: 2)
            return shell.fail("passwd", "password for \(user) is unchanged")
        }
        shell.print("Password for \(user) changed by root\n")
        return .success
    }
}
