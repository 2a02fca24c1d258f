import IPNetworks
import ThreatModel

struct LogreadCommand: ShellCommand {
    static let names: [ByteString] = ["logread"]
    static let usage: ByteString = "logread [-f]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "fF", in: &shell) else { return .failure }
        let time = CivilTime(seconds: Int(shell.visit.started.seconds) + shell.device.zone.offset)
        let head =
            "\(CivilDate.monthNames[time.month - 1]) \(time.day < 10 ? " " : "")\(time.day) \(time.clock) \(shell.hostname)"
        shell.print(
            "\(head) authpriv.info login[\(shell.processes.shell)]: root login on 'pts/0' from '\(shell.visit.visitor.description)'\n"
        )
        return options.has("f") ? .endless : .success
    }
}
