import CLibSSH

/// One who comes by SSH: libssh's client, one connection. To be used by one thread at a time.
public final class SSHVisitor {
    private let session: OpaquePointer
    private var shell: OpaquePointer?
    private static let loopback = "127.0.0.1"
    /// Seconds until a visitor gives up waiting.
    public static let patience = 60.0
    /// Bytes asked for at once.
    private static let piece = 16 << 10

    /// Connects and exchanges keys.
    ///
    /// - Parameter source: the address to come from.
    public init(to port: UInt16, from source: String) throws {
        guard let session = ssh_new() else { throw SSHPeerError("session", nil) }
        self.session = session
        var number = UInt32(port)
        var patience = Int(Self.patience)
        var unread: Int32 = 0
        // As OpenSSH has it; without, the client waits for acknowledgements that its host delays.
        var isPrompt: Int32 = 1
        ssh_options_set(session, SSH_OPTIONS_HOST, Self.loopback)
        ssh_options_set(session, SSH_OPTIONS_BINDADDR, source)
        ssh_options_set(session, SSH_OPTIONS_USER, "root")
        ssh_options_set(session, SSH_OPTIONS_PORT, &number)
        ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &patience)
        ssh_options_set(session, SSH_OPTIONS_NODELAY, &isPrompt)
        // Neither the configuration nor the known hosts of who runs this.
        ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &unread)
        guard ssh_connect(session) == SSH_OK else { throw SSHPeerError("connect", session) }
    }

    deinit {
        if let shell { ssh_channel_free(shell) }
        ssh_disconnect(session)
        ssh_free(session)
    }

    /// - Throws: ``SSHPeerError`` when the password is not taken.
    public func logIn(password: String) throws {
        guard ssh_userauth_password(session, nil, password) == SSH_AUTH_SUCCESS.rawValue else {
            throw SSHPeerError("login", session)
        }
    }

    /// Runs a command to its end.
    public func run(_ command: String) throws -> (output: [UInt8], errors: [UInt8], status: Int32) {
        guard let channel = ssh_channel_new(session) else { throw SSHPeerError("channel", session) }
        defer { ssh_channel_free(channel) }
        guard ssh_channel_open_session(channel) == SSH_OK else { throw SSHPeerError("open a session", session) }
        guard ssh_channel_request_exec(channel, command) == SSH_OK else { throw SSHPeerError("exec", session) }
        let output = try read(channel, errors: false)
        let errors = try read(channel, errors: true)
        return (output, errors, ssh_channel_get_exit_status(channel))
    }

    /// Opens a shell at a terminal and leaves it open; returns when it has shown its prompt.
    public func openShell() throws {
        guard let channel = ssh_channel_new(session) else { throw SSHPeerError("channel", session) }
        shell = channel
        guard ssh_channel_open_session(channel) == SSH_OK, ssh_channel_request_pty(channel) == SSH_OK,
            ssh_channel_request_shell(channel) == SSH_OK
        else { throw SSHPeerError("shell", session) }
        var seen: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: Self.piece)
        while !seen.reversed().drop(while: { $0 == UInt8(ascii: " ") }).starts(with: [UInt8(ascii: "#")]) {
            let count = ssh_channel_read(channel, &buffer, UInt32(buffer.count), 0)
            guard count > 0 else { throw SSHPeerError("prompt", session) }
            seen += buffer[..<Int(count)]
        }
    }

    private func read(_ channel: OpaquePointer, errors: Bool) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: Self.piece)
        while true {
            let count = ssh_channel_read(channel, &buffer, UInt32(buffer.count), errors ? 1 : 0)
            guard count >= 0 else { throw SSHPeerError("read", session) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<Int(count)]
        }
    }
}
