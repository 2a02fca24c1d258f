import IPNetworks
import ThreatModel

/// `uptime`, `w`, `free`.
struct ProcpsCommand: ShellCommand {
    static let names: [ByteString] = ["uptime", "w", "free"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "free": return free(words, &shell)
        case "w": return who(words, &shell)
        default: break
        }
        let long: [GNUOptions.Long] = [.init("pretty", "p"), .init("since", "s")]
        let manners = GNUOptions.Manners(hint: "\nUsage:\n %0 [options]\n", version: "from procps-ng 3.3.17")
        guard case .options(let options) = GNUOptions.read(words, "psV", long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let uptime = shell.machine.uptime(at: shell.now)
        if options.has("s") {
            shell.print(TimeFormat.text(of: shell.now.seconds - Int64(uptime), "%Y-%m-%d %H:%M:%S\n"))
        } else if options.has("p") {
            var parts: [ByteString] = []
            for (count, unit) in [
                (uptime / 604_800, "week"), (uptime / 86_400 % 7, "day"), (uptime / 3600 % 24, "hour"),
                (uptime / 60 % 60, "minute"),
            ] where count > 0 { parts.append("\(count) \(unit)\(count == 1 ? "" : "s")") }
            shell.print("up " + parts.joined(by: ", ") + "\n")
        } else {
            shell.print(line(&shell) + "\n")
        }
        return .success
    }

    /// " 10:02:11 up 12 days,  3:04,  1 user,  load average: 0.00, 0.01, 0.05".
    static func line(_ shell: inout Shell) -> ByteString {
        let uptime = shell.machine.uptime(at: shell.now)
        let (days, hours, minutes) = (uptime / 86_400, uptime / 3600 % 24, uptime / 60 % 60)
        let span: ByteString =
            hours > 0 ? "\(ByteString("\(hours)").indented(to: 2)):\(CivilTime.two(minutes))" : "\(minutes) min"
        let head: ByteString = days > 0 ? "\(days) day\(days == 1 ? "" : "s"), " : ""
        let users = shell.loginSessions.count
        return
            " \(TimeFormat.text(of: shell.now.seconds, "%H:%M:%S")) up \(head)\(span),  \(users) user\(users == 1 ? "" : "s"),  load average: \(shell.machine.loads(at: shell.now).joined(by: ", "))"
    }

    private static func who(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        if !words.contains("-h") {
            shell.print(line(&shell) + "\nUSER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n")
        }
        for session in shell.loginSessions {
            let login = TimeFormat.text(of: session.since, "%H:%M")
            shell.print(
                "\(session.user.padded(to: 8)) \(session.terminal.padded(to: 8)) \(session.from.padded(to: 16)) \(login)    1.00s  0.03s  0.00s w\n"
            )
        }
        return .success
    }

    private static func free(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let long: [GNUOptions.Long] = [
            .init("bytes", "b"), .init("kibi", "k"), .init("mebi", "m"), .init("gibi", "g"), .init("human", "h"),
            .init("wide", "w"), .init("total", "t"), .init("count", "c", .required), .init("seconds", "s", .required),
            .init("lohi", "l"), .init("si", "S"), .init("mega", "m"), .init("giga", "g"),
        ]
        let manners = GNUOptions.Manners(hint: "\nUsage:\n %0 [options]\n", version: "from procps-ng 3.3.17")
        guard case .options(let options) = GNUOptions.read(words, "bkmghwtc:s:lV", long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let memory = shell.machine.memory(at: shell.now)
        let cache = memory.buffers + memory.cached + memory.reclaimable
        func shown(_ kibibytes: Int) -> ByteString {
            switch options.last("b", "k", "m", "g", "h") {
            case "b": return "\(kibibytes * 1024)"
            case "m": return "\(kibibytes / 1024)"
            case "g": return "\(kibibytes / 1_048_576)"
            case "h":
                if kibibytes == 0 { return "0B" }
                let (value, unit): (Double, String) =
                    kibibytes >= 1_048_576
                    ? (Double(kibibytes) / 1_048_576, "Gi")
                    : kibibytes >= 1024 ? (Double(kibibytes) / 1024, "Mi") : (Double(kibibytes), "Ki")
                let digits = DecimalFormat.text(value, conversion: UInt8(ascii: "f"), precision: value < 10 ? 1 : 0)
                return ByteString(digits) + ByteString(unit)
            default: return "\(kibibytes)"
            }
        }
        func row(_ name: ByteString, _ values: [Int]) -> ByteString {
            name.padded(to: 7)
                + values.map { shown($0).indented(to: 13) }.reduce(into: ByteString()) { text, cell in
                    text += text.isEmpty ? ByteString(cell) : cell.indented(to: 12)
                } + "\n"
        }
        shell.print("               total        used        free      shared  buff/cache   available\n")
        let used = memory.total - memory.free - cache
        shell.print(
            row("Mem:", [memory.total, used, memory.free, memory.shared, cache, memory.available]))
        shell.print(row("Swap:", [memory.swapTotal, memory.swapUsed, memory.swapTotal - memory.swapUsed]))
        if options.has("t") {
            shell.print(
                row(
                    "Total:",
                    [
                        memory.total + memory.swapTotal, used + memory.swapUsed,
                        memory.free + memory.swapTotal - memory.swapUsed,
                    ]))
        }
        return .success
    }
}

extension Shell {
    /// Who is logged in: the visitor, when it is at a terminal.
    var loginSessions: [(user: ByteString, terminal: ByteString, from: ByteString, since: Int64)] {
        guard visit.hasTerminal else { return [] }
        return [(account.name, "pts/0", ByteString(visit.visitor.description), visit.started.seconds)]
    }
}
