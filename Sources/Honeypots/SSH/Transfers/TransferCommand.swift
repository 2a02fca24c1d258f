import ThreatModel

/// Commands that are nothing but the start of a file transfer: `scp -t /tmp`, `/usr/lib/openssh/sftp-server`.
enum TransferCommand {
    /// Bytes of a command that is looked at; longer ones are the shell's.
    private static let mostBytes = 16 * 1024

    /// The program a command starts, with its words expanded as the login shell does; nil for every other command.
    static func program(_ command: [UInt8], on host: ChannelHost) -> (any ChannelProgram)? {
        // Most commands are something else, and need not be read twice.
        let start = command.drop { $0.isSpace }.prefix { !$0.isSpace }
        let name = ByteString(start.split(separator: UInt8(ascii: "/")).last ?? [])
        guard name == "scp" || name == "sftp-server" || name == "exec", command.count <= mostBytes,
            var words = words(of: command, on: host)
        else { return nil }
        if words.first == "exec" { words.removeFirst() }
        guard let program = words.first?.split(separator: UInt8(ascii: "/")).last.map({ ByteString($0) }) else {
            return nil
        }
        if program == "sftp-server" { return SFTPSession(limits: host.limits, command: command) }
        guard program == "scp", let options = SCPOptions(words) else { return nil }
        return SCPProgram(command, options, limits: host.limits)
    }

    /// The words of a single simple command without redirections; nil when it is anything more.
    private static func words(of command: [UInt8], on host: ChannelHost) -> [ByteString]? {
        var parser = ShellParser(command)
        guard let list = try? parser.next(), (try? parser.next()) == .some(nil), list.items.count == 1,
            let item = list.items.first, item.background == nil, item.andOr.rest.isEmpty,
            !item.andOr.first.isNegated, item.andOr.first.commands.count == 1,
            case .simple(let simple) = item.andOr.first.commands.first, simple.assignments.isEmpty,
            simple.redirections.isEmpty
        else { return nil }
        let now = Timestamp(milliseconds: host.files.now &* 1000)
        var shell = Shell(host.visit(at: now))
        shell.files = host.files
        shell.resume(at: now)
        return try? shell.expand(simple.words)
    }
}
