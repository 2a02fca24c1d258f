import IPNetworks
import ThreatModel

/// `ss` and `netstat`: the services of the machine that listen, and the visitor's own connection.
struct SocketStatisticsCommand: ShellCommand {
    static let names: [ByteString] = ["ss", "netstat"]

    private static let services: [(process: ByteString, address: ByteString, port: Int)] = [
        ("sshd", "0.0.0.0", 22), ("nginx", "0.0.0.0", 80), ("apache2", "0.0.0.0", 80), ("mariadbd", "127.0.0.1", 3306),
        ("redis-server", "127.0.0.1", 6379), ("exim4", "127.0.0.1", 25), ("master", "127.0.0.1", 25),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let flags = Set(words.dropFirst().filter { $0.first == UInt8(ascii: "-") }.joined())
        func has(_ letter: Unicode.Scalar) -> Bool { flags.contains(UInt8(ascii: letter)) }
        if words[0] == "netstat", has("r") { return RouteCommand.run(["route", "-n"], in: &shell) }
        let all = shell.processes.all(watcher: nil)
        let listening = services.compactMap { service -> (address: ByteString, port: Int, process: MachineProcess)? in
            all.first { $0.name == service.process }.map { (service.address, service.port, $0) }
        }
        let isListening = has("l") || has("a")
        let isConnected = !has("l")
        let local: ByteString = "\(shell.visit.local.description):22"
        let remote: ByteString = "\(shell.visit.visitor.description):\(shell.visit.visitorPort)"
        if words[0] == "ss" {
            let showsBoth = has("u") && has("t") || !has("t")
            shell.print(
                "\(showsBoth ? "Netid " : "")State   Recv-Q  Send-Q   Local Address:Port    Peer Address:Port \(has("p") ? "Process                                   " : "Process")\n"
            )
            let lead: ByteString = showsBoth ? "tcp   " : ""
            for socket in listening where isListening {
                let process: ByteString =
                    has("p") ? "users:((\"\(socket.process.name)\",pid=\(socket.process.id),fd=3))" : ""
                let address = socket.address + ":\(socket.port)"
                shell.print(
                    "\(lead)LISTEN  0       128    \(address.indented(to: 19))         0.0.0.0:*     \(process)\n")
            }
            if isConnected {
                shell.print("\(lead)ESTAB   0       36     \(local.indented(to: 19)) \(remote.indented(to: 22)) \n")
            }
            return .success
        }
        let title: ByteString = has("l") ? "(only servers)" : has("a") ? "(servers and established)" : "(w/o servers)"
        shell.print(
            "Active Internet connections \(title)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \(has("p") ? "PID/Program name    " : "")\n"
        )
        func line(_ local: ByteString, _ remote: ByteString, _ state: ByteString, _ process: MachineProcess?)
            -> ByteString
        {
            let owner =
                has("p")
                ? (process.map {
                    "\($0.id)/\(($0.command.hasPrefix("/") ? $0.name : ByteString($0.command)).prefix(18))"
                        as ByteString
                } ?? "-").padded(to: 20) : ""
            return
                "tcp        0      0 \(local.padded(to: 23)) \(remote.padded(to: 23)) \(state.padded(to: 11)) \(owner)\n"
        }
        for socket in listening where isListening {
            shell.print(line(socket.address + ":\(socket.port)", "0.0.0.0:*", "LISTEN", socket.process))
        }
        if isConnected { shell.print(line(local, remote, "ESTABLISHED", all.first { $0.name == "sshd" })) }
        return .success
    }
}
