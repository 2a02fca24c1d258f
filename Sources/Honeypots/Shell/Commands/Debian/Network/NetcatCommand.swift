/// `nc` of the package netcat-traditional, v1.10-46: connections that are made, and say nothing.
struct NetcatCommand: ShellCommand {
    static let names: [ByteString] = ["nc", "nc.traditional", "netcat"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(hint: "nc -h for help\n", version: nil)
        // Everything behind -e is a program and its arguments.
        guard words.count > 1 else {
            guard shell.isTerminal(0) else {
                shell.print("Cmd line: wrong\n", to: 2)
                return .failure
            }
            shell.print("Cmd line: ", to: 2)
            return .collectingInput
        }
        if words.count == 2, words[1].hasPrefix("--") {
            shell.print("nc: invalid option -- '-'\nnc -h for help\n", to: 2)
            return .failure
        }
        guard
            case .options(let options) = GNUOptions.read(
                words, "+abc:Ce:g:G:hi:klno:p:q:rs:T:tuvw:z", [], manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        if options.has("h") {
            shell.print(
                "[v1.10-46]\nconnect to somewhere:\tnc [-options] hostname port[s] [ports] ... \nlisten for inbound:\tnc -l -p port [-options] [hostname] [port]\n",
                to: 2)
            return .failure
        }
        let speaks = options.has("v")
        if options.has("l") {
            if speaks, let port = options.argument("p") { shell.print("listening on [any] \(port) ...\n", to: 2) }
            return .endless
        }
        guard let host = options.operands.first else {
            shell.print("no destination\n", to: 2)
            return .failure
        }
        guard let address = shell.resolve(host) else {
            shell.print(
                "\(host): forward host lookup failed: Host name lookup failure : Resource temporarily unavailable\n",
                to: 2)
            return .failure
        }
        let ports = options.operands.dropFirst()
        guard !ports.isEmpty else {
            shell.print("no port[s] to connect to\n", to: 2)
            return .failure
        }
        let name: ByteString =
            options.has("n") || address == host && address != "127.0.0.1"
            ? "(UNKNOWN)" : host == address ? "localhost" : host
        var status: UInt8 = 1
        for text in ports.prefix(100) {
            let ends = text.split(separator: UInt8(ascii: "-")).map { $0.decimal ?? -1 }
            guard let first = ends.first, ends.count < 3, ends.allSatisfy({ (1...65_535).contains($0) }) else {
                shell.print("invalid port \(text)\n", to: 2)
                return .failure
            }
            for port in first...max(first, min(ends.last ?? first, first + 1024)) {
                guard shell.charge(200) else { return .endless }
                let service = Self.services[port].map { " (\($0))" as ByteString } ?? ""
                let shown: ByteString = "\(speaks ? name : "(UNKNOWN)") [\(address)] \(port)\(service)"
                if shell.answers(address) {
                    if speaks { shell.print("\(shown) open\n", to: 2) }
                    status = 0
                    // What comes through a pipe is sent, and the other end hangs up.
                    if !options.has("z") { return shell.isTerminal(0) && !options.has("e", "c") ? .endless : .success }
                } else if !options.has("z") || speaks {
                    shell.print("\(shown) : Connection refused\n", to: 2)
                }
            }
        }
        return .exit(status)
    }

    /// Lines of /etc/services that one meets.
    private static let services: [Int: ByteString] = [
        1: "tcpmux", 7: "echo", 21: "ftp", 22: "ssh", 23: "telnet", 25: "smtp", 53: "domain", 80: "http", 110: "pop3",
        143: "imap2", 443: "https", 445: "microsoft-ds", 3306: "mysql", 5432: "postgresql", 6667: "ircd",
        8080: "http-alt",
    ]
}
