import ThreatModel

/// The login shell on a channel: at a terminal or without one, with a command or with what the visitor types.
struct ShellProgram: ChannelProgram {
    private enum Session: Sendable {
        case terminal(TerminalSession)
        case piped(PipedSession)
    }

    private let command: [UInt8]?
    /// How the channel was set up; only until the shell has taken it over.
    private var channel: SSHChannel?
    private var session: Session?

    init(command: [UInt8]?, _ channel: SSHChannel) {
        self.command = command
        self.channel = channel
    }

    mutating func start(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        guard let channel else { return }
        self.channel = nil
        let shell = VisitedMachine.shell(on: host, channel, command: command, at: now)
        let name = VisitedMachine.shellName(host.context.persona)
        if channel.terminal != nil {
            session = .terminal(TerminalSession(shell, host.context))
            onTerminal(&host, &output) { [command] session, answer in
                if let command {
                    session.attempt(.start(command, name: name), at: now, &answer)
                } else {
                    session.start(at: now, &answer)
                }
            }
        } else {
            session = .piped(PipedSession(shell))
            onPipes(&host, &output) { [command] session, answer in
                if let command {
                    session.attempt(.start(command, name: name), at: now, &answer)
                } else {
                    session.start(name: "-" + name, at: now, &answer)
                }
            }
        }
    }

    mutating func received(
        _ bytes: ArraySlice<UInt8>, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        switch session {
        case .terminal: onTerminal(&host, &output) { $0.received(bytes, at: now, &$1) }
        case .piped: onPipes(&host, &output) { $0.attempt(.received(Array(bytes)), at: now, &$1) }
        case nil: break
        }
    }

    mutating func endOfInput(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        // A terminal has no end: what is typed on it may just have come to a stop.
        guard case .piped = session else { return }
        onPipes(&host, &output) { $0.attempt(.endOfInput, at: now, &$1) }
    }

    mutating func work(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        switch session {
        case .terminal: onTerminal(&host, &output) { $0.work(at: now, &$1) }
        case .piped: onPipes(&host, &output) { $0.work(at: now, &$1) }
        case nil: break
        }
    }

    mutating func disconnected(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        switch session {
        case .terminal: onTerminal(&host, &output) { $0.disconnected(at: now, &$1) }
        case .piped: onPipes(&host, &output) { $0.disconnected(at: now, &$1) }
        case nil: break
        }
        session = nil
    }

    private mutating func onTerminal(
        _ host: inout ChannelHost, _ output: inout ChannelOutput,
        _ body: (inout TerminalSession, inout HoneypotOutput) -> Void
    ) {
        guard case .terminal(var session) = session else { return }
        // The only owner while it works.
        self.session = nil
        var answer = HoneypotOutput()
        session.exchange(&host.files, &host.recordedFiles)
        body(&session, &answer)
        session.exchange(&host.files, &host.recordedFiles)
        for action in answer.take() {
            switch action {
            case .send(let bytes): output.send(bytes)
            case .record(let kind, let fields): output.record(kind, fields)
            case .keep(let bytes, let fields): output.keep(bytes, fields)
            case .pause(let duration): output.pause(duration)
            case .work: output.work()
            case .resume, .close: break
            }
        }
        if session.isOver { output.end(session.status, by: session.signal) }
        self.session = .terminal(session)
    }

    private mutating func onPipes(
        _ host: inout ChannelHost, _ output: inout ChannelOutput,
        _ body: (inout PipedSession, inout ChannelOutput) -> Void
    ) {
        guard case .piped(var session) = session else { return }
        self.session = nil
        session.exchange(&host.files, &host.recordedFiles)
        body(&session, &output)
        session.exchange(&host.files, &host.recordedFiles)
        self.session = .piped(session)
    }
}
