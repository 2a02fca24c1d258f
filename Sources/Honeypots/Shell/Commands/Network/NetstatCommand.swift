import IPNetworks

struct NetstatCommand: ShellCommand {
    static let names: [ByteString] = ["netstat"]
    static let usage: ByteString = "netstat [-ral] [-tuwx] [-enWp]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "laentuwxrWpoc", in: &shell) else { return .failure }
        if options.has("r") { return .become(options.has("n") ? ["route", "-n"] : ["route"]) }
        let listens = options.has("l") || options.has("a")
        let which: ByteString =
            options.has("a") ? "servers and established" : options.has("l") ? "only servers" : "w/o servers"
        var text: ByteString =
            "Active Internet connections (\(which))\nProto Recv-Q Send-Q Local Address           Foreign Address         State       "
        text += options.has("p") ? "PID/Program name    \n" : "\n"
        let telnetd = shell.processes.named("telnetd").first
        let row = { (local: ByteString, foreign: ByteString, state: ByteString, program: ByteString) -> ByteString in
            "tcp        0      0 \(local.padded(to: 23)) \(foreign.padded(to: 23)) \(state.padded(to: 11)) \(options.has("p") ? program : "")\n"
        }
        let owner: ByteString = telnetd.map { "\($0.id)/telnetd" } ?? "-"
        if listens {
            for (port, program) in [(80, "-" as ByteString), (Int(shell.visit.localPort), owner)] {
                text += row("0.0.0.0:\(port)", "0.0.0.0:*", "LISTEN", program)
            }
        }
        if !options.has("l") || options.has("a") {
            let local = shell.visit.local.description
            text += row(
                "\(local):\(shell.visit.localPort)", "\(shell.visit.visitor.description):\(shell.visit.visitorPort)",
                "ESTABLISHED", owner)
        }
        if listens, !options.has("t") || options.has("u") {
            text +=
                "udp        0      0 0.0.0.0:\(shell.device.model.wanInterface == nil ? "3702" : "53   ")           0.0.0.0:*                           \(options.has("p") ? "-" : "")\n"
        }
        shell.print(text)
        return .success
    }
}
