import ThreatModel

/// Requests on session channels (RFC 4254 §6).
extension SSHConnection {
    mutating func takeRequest(
        _ reader: inout SSHReader, _ payload: [UInt8], _ transport: inout SSHTransport, at now: Timestamp,
        _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        guard let id = reader.uint32(), let name = reader.text(), let wantsReply = reader.boolean() else {
            throw .silent("malformed channel request", payload)
        }
        guard let index = channels.firstIndex(where: { $0.id == id }) else {
            throw .disconnect(
                "no such channel", "server_input_channel_req: unknown channel \(Int32(bitPattern: id))", payload)
        }
        let request = try SSHChannelRequest(name, &reader, payload)
        let isGranted = try grant(request, index, &transport, &output)
        if case .start = request, isGranted {
            channels[index].isStarted = true
            sendWindow(index, transport.dress.window, &transport, &output)
        }
        if wantsReply, !channels[index].hasSentClose {
            sendPlain(isGranted ? .channelSuccess : .channelFailure, index, &transport, &output)
        }
        switch request {
        case .start where isGranted:
            run(index, &transport, at: now, &output) { (program, host, answer) in
                program.start(on: &host, at: now, &answer)
            }
        case .resize(let columns, let rows) where isGranted:
            run(index, &transport, at: now, &output) { (program, host, answer) in
                program.resized(columns: columns, rows: rows, on: &host, at: now, &answer)
            }
        default: break
        }
    }

    private mutating func grant(
        _ request: SSHChannelRequest, _ index: Int, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Bool {
        // A session is configured until something runs on it; afterwards only its terminal changes.
        let isFresh = !channels[index].isStarted
        switch request {
        case .terminal(let terminal):
            guard isFresh else { return false }
            guard channels[index].terminal == nil else {
                throw .disconnect("second pty-req", "Protocol error: you already have a pty.")
            }
            channels[index].terminal = terminal
            return true
        case .variable(let name, let value):
            let size = name.count + value.count
            let held = channels[index].variables.reduce(0) { $0 + $1.name.count + $1.value.count }
            // AcceptEnv of Debian: LANG and LC_*.
            guard isFresh, transport.dress.family == .openSSH,
                name.elementsEqual("LANG".utf8) || name.starts(with: "LC_".utf8),
                channels[index].variables.count < SSHChannel.mostVariables,
                held + size <= SSHChannel.mostVariableBytes
            else { return false }
            channels[index].variables.append((name, value))
            return true
        case .agent:
            guard isFresh, !channels[index].asksForAgent else { return false }
            channels[index].asksForAgent = true
            return true
        case .windows:
            if isFresh, transport.dress.family == .openSSH {
                transport.sendDebug("No xauth program; cannot forward X11.", &output)
            }
            return false
        case .start(let start):
            guard isFresh, let program = SessionPrograms.program(start, for: channels[index], on: host) else {
                return false
            }
            channels[index].program = program
            tellFacts(of: channels[index], &output)
            channels[index].variables = []
            return true
        case .resize(let columns, let rows):
            // Granted without a terminal too, as OpenSSH does.
            channels[index].terminal?.columns = columns
            channels[index].terminal?.rows = rows
            return true
        case .signal, .endOfWrite, .other: return false
        }
    }

    /// What the visitor's client says of its terminal and its surroundings; once in a visit.
    private mutating func tellFacts(of channel: SSHChannel, _ output: inout HoneypotOutput) {
        guard !hasToldFacts, channel.terminal != nil || !channel.variables.isEmpty else { return }
        hasToldFacts = true
        let most = context.limits.fieldBytes
        if let terminal = channel.terminal {
            var fields: EventFields = ["name": "ssh.terminal"]
            let value = terminal.name + Array(" \(terminal.columns)x\(terminal.rows)".utf8)
            fields.set("value", bytes: value, limit: most)
            output.record(.fingerprint, fields)
        }
        guard !channel.variables.isEmpty else { return }
        let text = channel.variables.map { $0.name + [UInt8(ascii: "=")] + $0.value }.joined(separator: [0x0a])
        var fields: EventFields = ["name": "ssh.environ"]
        fields.set("value", bytes: Array(text), limit: most)
        output.record(.fingerprint, fields)
    }
}
