/// A request on a session channel, read (RFC 4254 §6; OpenSSH, PROTOCOL §2).
enum SSHChannelRequest: Hashable, Sendable {
    /// What a session is to run.
    enum Start: Hashable, Sendable {
        case shell
        case command([UInt8])
        case subsystem(String)
    }

    case terminal(SSHTerminal)
    case variable(name: [UInt8], value: [UInt8])
    /// X11 forwarding.
    case windows
    case agent
    case start(Start)
    case resize(columns: Int, rows: Int)
    case signal
    case endOfWrite
    case other

    /// Bytes of a terminal's name, of a variable, of a command that OpenSSH would take more of than any shell does.
    private static let mostNameBytes = 256
    private static let mostCommandBytes = 128 * 1024

    /// - Throws: where the request's own fields are missing: OpenSSH ends the connection then.
    init(_ name: String, _ reader: inout SSHReader, _ payload: [UInt8]) throws(SSHViolation) {
        let malformed = SSHViolation.silent("malformed \(name.prefix(32)) request", payload)
        switch name {
        case "pty-req":
            guard let terminal = reader.string(), let columns = reader.uint32(), let rows = reader.uint32(),
                reader.uint32() != nil, reader.uint32() != nil, reader.slice() != nil
            else { throw malformed }
            self = .terminal(
                SSHTerminal(
                    name: Array(terminal.prefix(Self.mostNameBytes)), columns: Self.size(columns), rows: Self.size(rows)
                ))
        case "env":
            guard let name = reader.string(), let value = reader.string() else { throw malformed }
            self = .variable(name: name, value: value)
        case "x11-req": self = .windows
        case "auth-agent-req@openssh.com": self = .agent
        case "shell": self = .start(.shell)
        case "exec":
            guard let command = reader.slice() else { throw malformed }
            self = .start(.command(Array(command.prefix(Self.mostCommandBytes))))
        case "subsystem":
            guard let name = reader.text() else { throw malformed }
            self = .start(.subsystem(name))
        case "window-change":
            guard let columns = reader.uint32(), let rows = reader.uint32() else { throw malformed }
            self = .resize(columns: Self.size(columns), rows: Self.size(rows))
        case "signal": self = .signal
        case "eow@openssh.com": self = .endOfWrite
        default: self = .other
        }
    }

    /// The kernel keeps both in 16 bits.
    private static func size(_ value: UInt32) -> Int { Int(UInt16(truncatingIfNeeded: value)) }
}
