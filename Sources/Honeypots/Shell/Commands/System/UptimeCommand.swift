import IPNetworks
import ThreatModel

/// `uptime`, `w` and `who`.
struct UptimeCommand: ShellCommand {
    static let names: [ByteString] = ["uptime", "w", "who"]
    static let usage: ByteString = "uptime"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let device = shell.device
        let clock = CivilTime(seconds: Int(shell.now.seconds) + device.zone.offset)
        if words[0] == "uptime" {
            let live = LiveFileReader(shell: shell)
            let minutes = live.uptimeSeconds / 60
            let days = minutes / 1440
            let length =
                (days > 0 ? "\(days) day\(days == 1 ? "" : "s"), " : "")
                + (minutes / 60 % 24 > 0
                    ? "\(minutes / 60 % 24 < 10 ? " " : "")\(minutes / 60 % 24):\(CivilTime.two(minutes % 60))"
                    : "\(minutes % 60) min")
            shell.print(" \(clock.clock) up \(length),  load average: \(live.loads.joined(by: ", "))\n")
            return .success
        }
        let login = CivilTime(seconds: Int(shell.visit.started.seconds) + device.zone.offset)
        let date =
            "\(CivilDate.monthNames[login.month - 1]) \(login.day < 10 ? " " : "")\(login.day) \(CivilTime.two(login.hour)):\(CivilTime.two(login.minute))"
        shell.print(
            "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n\(shell.visit.user)\t\tpts/0\t\t00:00\t\(date)\t \(shell.visit.visitor.description)\n"
        )
        return .success
    }
}
