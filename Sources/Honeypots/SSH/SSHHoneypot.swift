package import ThreatModel

/// SSH as a server or a device speaks it: key exchange, a login that lets in whom the policy lets in, and behind it a
/// shell, commands, file transfers and forwardings that reach nothing.
package struct SSHHoneypot: Honeypot {
    package static let attackProtocol = AttackProtocol.ssh
    package static let defaultPorts: [UInt16] = [22]
    package static var probe: [UInt8] { Array("SSH-2.0-OpenSSH_9.2\r\n".utf8) }

    private enum Phase: Sendable {
        /// No service was asked for.
        case transport
        case login(SSHAuthentication)
        case connection(SSHConnection)
        case over
    }

    private let context: HoneypotContext
    private var transport: SSHTransport
    private var phase = Phase.transport

    package var grace: Duration? { transport.isLoggedIn ? nil : transport.dress.loginTime }

    package var unsentBytes: Int {
        guard case .connection(let connection) = phase else { return 0 }
        return connection.unsentBytes
    }

    package static func prepare(_ persona: Persona) {
        persona.scene(SSHHostKeys.self).prepare()
        _ = persona.machine(persona.sshMachine)
    }

    package init(context: HoneypotContext) {
        self.init(context: context, dress: VisitedMachine.dress(context.persona))
    }

    init(context: HoneypotContext, dress: SSHDress) {
        self.context = context
        transport = SSHTransport(context, dress: dress)
    }

    package mutating func connected(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard transport.mayExchangeKeys(at: now) else { return transport.close(&output) }
        transport.sendLine(transport.dress.version, &output)
        if transport.dress.proposesAtOnce { transport.sendProposal(&output) }
    }

    package mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !transport.isClosing else { return }
        transport.turn = SSHTurn()
        transport.take(bytes)
        advance(at: now, &output)
    }

    package mutating func work(at now: Timestamp, _ output: inout HoneypotOutput) {
        // Nobody waits here: what the windows let through is enciphered where that holds nobody up.
        transport.turn = SSHTurn(bytes: SSHConnection.mostPendingBytes)
        do throws(SSHViolation) {
            try transport.work(at: now, &output)
            if case .connection(var connection) = phase {
                phase = .over
                defer { phase = .connection(connection) }
                connection.work(&transport, at: now, &output)
            }
        } catch {
            return end(error, at: now, &output)
        }
        advance(at: now, &output)
    }

    package mutating func resume(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !transport.isClosing else { return }
        transport.turn = SSHTurn()
        if case .connection(var connection) = phase {
            // The only owner while it works.
            phase = .over
            defer { phase = .connection(connection) }
            connection.flush(&transport, &output)
        }
        advance(at: now, &output)
    }

    /// Deals with what has arrived, as far as it goes.
    private mutating func advance(at now: Timestamp, _ output: inout HoneypotOutput) {
        do throws(SSHViolation) {
            var isMore = true
            while !transport.isClosing {
                switch obstacle {
                case .work: return
                case .turn: return output.resume()
                case nil: break
                }
                guard isMore else { return }
                if let event = try transport.next(at: now, &output) {
                    try handle(event, at: now, &output)
                } else {
                    // What came last may have let something through.
                    isMore = false
                }
            }
        } catch {
            end(error, at: now, &output)
        }
    }

    /// What has to be done before anything that follows is looked at.
    private enum Obstacle {
        /// Something was put off.
        case work
        /// There is more to say than one turn allows.
        case turn
    }

    private var obstacle: Obstacle? {
        if transport.isBusy { return .work }
        if case .connection(let connection) = phase {
            if connection.busyChannel != nil { return .work }
            if connection.canSend(transport) { return .turn }
        }
        return transport.turn.isOver ? .turn : nil
    }

    package mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
        if !transport.isClosing, !transport.isEncrypted, case .version(let exchange) = transport.phase,
            !exchange.line.isEmpty
        {
            recordViolation("unfinished version line", exchange.line, &output)
        }
        if !transport.isClosing, obstacle == .turn {
            // What came before the end is looked at; nobody hears the answers.
            transport.mute()
            advance(at: now, &output)
        }
        finish(at: now, &output)
    }

    private mutating func handle(
        _ event: SSHTransport.Event, at now: Timestamp, _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        switch event {
        case .version(let line):
            var fields: EventFields = ["name": "ssh.client_banner"]
            fields.set("value", bytes: line, limit: context.limits.fieldBytes)
            output.record(.fingerprint, fields)
        case .proposal(let proposal): recordProposal(proposal, &output)
        case .message(let payload, let sequence): try take(payload, sequence, at: now, &output)
        }
    }

    private mutating func take(
        _ payload: [UInt8], _ sequence: UInt32, at now: Timestamp, _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        let message = payload.first.map(SSHMessage.init(rawValue:))
        switch phase {
        case .over: break
        case .transport:
            guard message == .serviceRequest else {
                return transport.sendUnimplemented(sequence, &output)
            }
            try startService(payload, &output)
            phase = .login(SSHAuthentication(context))
        case .login(var login):
            if message == .serviceRequest { return try startService(payload, &output) }
            defer { if case .login = phase { phase = .login(login) } }
            let step = try login.take(payload, sequence: sequence, &transport, &output)
            guard case .accepted(let user, let method) = step else { return }
            logIn(user, method, at: now, &output)
        case .connection(var connection):
            // The only owner while it works.
            phase = .over
            defer { phase = .connection(connection) }
            try connection.take(payload, sequence: sequence, &transport, at: now, &output)
        }
    }

    private mutating func startService(_ payload: [UInt8], _ output: inout HoneypotOutput) throws(SSHViolation) {
        var reader = SSHReader(payload.dropFirst())
        guard let name = reader.text() else { throw .silent("malformed service request", payload) }
        guard name == "ssh-userauth" else {
            throw .disconnect("bad service request", "bad service request \(name.prefix(100))", payload)
        }
        var writer = SSHWriter(.serviceAccept)
        writer.append(name)
        transport.send(writer.bytes, &output)
    }

    private mutating func logIn(
        _ user: [UInt8], _ method: SSHLoginMethod, at now: Timestamp, _ output: inout HoneypotOutput
    ) {
        transport.beginSession()
        phase = .connection(
            SSHConnection(context, user: user, clientVersion: transport.clientVersion, at: now))
        if transport.dress.announcesHostKeys { transport.send(transport.hostKeyAnnouncement, &output) }
        guard transport.dress.family == .openSSH, method == .publicKey else { return }
        // The server tells which line of which file let the key in, twice: for the offer and for the signature.
        let home =
            user.elementsEqual("root".utf8) ? "/root" : "/home/" + String(decoding: user.prefix(32), as: UTF8.self)
        for _ in 0..<2 {
            transport.sendDebug(
                home
                    + "/.ssh/authorized_keys:1: key options: agent-forwarding port-forwarding pty user-rc x11-forwarding",
                &output)
        }
    }

    // MARK: Ends

    private mutating func end(_ violation: SSHViolation, at now: Timestamp, _ output: inout HoneypotOutput) {
        if !violation.isOrderly { recordViolation(violation.reason, violation.bytes, &output) }
        finish(at: now, &output)
        transport.end(violation.farewell, &output)
    }

    /// Records what was held back for the end, once.
    private mutating func finish(at now: Timestamp, _ output: inout HoneypotOutput) {
        switch phase {
        case .transport, .over: break
        case .login(var login): login.finish(&output)
        case .connection(var connection): connection.finish(at: now, &output)
        }
        phase = .over
    }

    private func recordViolation(_ reason: String, _ bytes: [UInt8], _ output: inout HoneypotOutput) {
        var fields: EventFields = ["reason": String(reason.prefix(context.limits.fieldBytes))]
        if !bytes.isEmpty {
            fields.set("bytes", bytes: bytes.prefix(SSHRecording.mostViolationBytes), limit: context.limits.fieldBytes)
        }
        output.record(.raw, fields)
    }

    private func recordProposal(_ proposal: SSHProposal, _ output: inout HoneypotOutput) {
        let hassh = proposal.hassh
        output.record(.fingerprint, ["name": "ssh.hassh", "value": hassh])
        guard context.persona.scene(SeenProposals.self).isNew(hassh) else { return }
        var fields: EventFields = ["name": "ssh.kexinit"]
        let lists = [
            proposal.keyExchanges, proposal.hostKeys, proposal.ciphersIn, proposal.macsIn, proposal.compressionsIn,
        ]
        let text = lists.map { $0.joined(separator: ",") }.joined(separator: ";")
        fields.set(
            "value", bytes: Array(text.utf8), limit: min(context.limits.fieldBytes, SSHRecording.mostProposalBytes))
        output.record(.fingerprint, fields)
    }
}
