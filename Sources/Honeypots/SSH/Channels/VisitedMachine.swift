import ThreatModel

/// The one place that chooses the machine behind an SSH login: its server program, its files, its login shell.
enum VisitedMachine {
    /// The login shell's program, as it names itself when it runs a command; with a minus sign as a login shell.
    static func shellName(_ persona: Persona) -> ByteString {
        switch persona.sshMachine {
        case .server: "bash"
        case .device: "sh"
        }
    }

    /// The program that answers on its port.
    static func dress(_ persona: Persona) -> SSHDress {
        switch persona.sshMachine {
        case .server: .openSSH(persona)
        case .device: .dropbear(persona)
        }
    }

    /// What the machine's SSH server starts for the subsystem of that name; nil where it has none.
    static func subsystem(_ name: String, for channel: SSHChannel, on host: ChannelHost) -> (any ChannelProgram)? {
        guard name == "sftp" else { return nil }
        switch host.context.persona.sshMachine {
        case .server: return SFTPSession(limits: host.limits)
        // Compiled into dropbear, but no such firmware brings the program: the login shell says so.
        case .device: return ShellProgram(command: Array("/usr/libexec/sftp-server".utf8), channel)
        }
    }

    /// Bytes of a command that `ps` shows: the kernel keeps one page of them handy.
    private static let mostShownBytes = 4096

    static func visit(_ context: HoneypotContext, user: [UInt8], at now: Timestamp) -> ShellVisit {
        ShellVisit(context, user: ByteString(user), on: context.persona.sshMachine, at: now)
    }

    /// A shell as the login makes it, with what the visitor's client sent along in its environment.
    static func shell(
        on host: ChannelHost, _ channel: SSHChannel, command: [UInt8]?, at now: Timestamp
    ) -> Shell {
        var visit = host.visit(at: now)
        visit.hasTerminal = channel.terminal != nil
        visit.command = command.map { ByteString($0.prefix(Self.mostShownBytes)) }
        var shell = Shell(visit, files: host.files)
        for (name, value) in channel.variables {
            _ = shell.scope.set(ByteString(name), ByteString(value), export: true)
        }
        if let terminal = channel.terminal {
            shell.begin("SSH_TTY", "/dev/pts/0", export: true)
            shell.begin("TERM", ByteString(terminal.name), export: true)
        } else {
            shell.scope.unset("TERM")
        }
        return shell
    }
}
