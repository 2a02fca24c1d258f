import ThreatModel

/// `who`, `last`, `users`.
struct WhoCommand: ShellCommand {
    static let names: [ByteString] = ["who", "last", "users"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "users":
            shell.print(shell.loginSessions.map(\.user).joined(by: " ") + "\n")
        case "who":
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
        default:
            for word in words.dropFirst() where word == "-z" || word.hasPrefix("--") {
                return shell.refuse(
                    "last", word.hasPrefix("--") ? "unrecognized option '\(word)'" : "invalid option -- 'z'")
            }
            for session in shell.loginSessions {
                shell.print(
                    "\(session.user.padded(to: 8)) \(session.terminal.padded(to: 12)) \(session.from.padded(to: 16)) \(TimeFormat.text(of: session.since, "%a %b %e %H:%M"))   still logged in\n"
                )
            }
            let boot = shell.now.seconds - Int64(shell.machine.uptime(at: shell.now))
            let kernel = ByteString(shell.machine.kernel.release.prefix(16)).padded(to: 16)
            shell.print(
                "reboot   system boot  \(kernel) \(TimeFormat.text(of: boot, "%a %b %e %H:%M"))   still running\n\nwtmp begins \(TimeFormat.text(of: boot, "%a %b %e %H:%M:%S %Y"))\n"
            )
        }
        return .success
    }
}
