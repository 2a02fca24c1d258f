import ThreatModel

/// `who` and `users`.
struct WhoCommand: ShellCommand {
    static let names: [ByteString] = ["who", "users"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "users":
            shell.print(shell.loginSessions.map(\.user).joined(by: " ") + "\n")
        default:
            if words.contains("-b") {
                let boot = shell.now.seconds - Int64(shell.machine.uptime(at: shell.now))
                shell.print("         system boot  \(TimeFormat.text(of: boot, "%Y-%m-%d %H:%M"))\n")
                return .success
            }
            for session in shell.loginSessions {
                shell.print(
                    "\(session.user.padded(to: 8)) \(session.terminal.padded(to: 12)) \(TimeFormat.text(of: session.since, "%Y-%m-%d %H:%M")) (\(session.from))\n"
                )
            }
        }
        return .success
    }
}
