package import ThreatModel

/// Telnet on an embedded device: the negotiation of its daemon, BusyBox's login, then its shell.
package struct TelnetHoneypot: Honeypot {
    package static let attackProtocol = AttackProtocol.telnet
    package static let defaultPorts: [UInt16] = [23, 2323]

    private enum Phase: Sendable {
        case negotiating
        case login(LoginDialogue)
        case shell(TerminalSession)
        case over
    }

    private let context: HoneypotContext
    private var decoder = TelnetDecoder()
    private var negotiation: TelnetNegotiation
    private var facts = TelnetClientFacts()
    private var phase = Phase.negotiating
    /// Bytes that may still be sent.
    private var outputBytes: Int
    /// The connection was asked to end: nothing more is read or sent.
    private var isClosing = false

    package init(context: HoneypotContext) {
        self.context = context
        negotiation = TelnetNegotiation(daemon: context.persona.device.telnet.daemon)
        outputBytes = context.limits.outputBytes
    }

    package mutating func connected(at now: Timestamp, _ output: inout HoneypotOutput) {
        sendRaw(negotiation.open(), &output)
        startLoginWhenNegotiated(at: now, &output)
    }

    package mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        // Keys are handed over in runs, so that a pasted script costs one call and not thousands.
        var keys: [UInt8] = []
        for byte in bytes where !isClosing {
            guard let element = decoder.decode(byte) else { continue }
            if case .key(let key) = element {
                keys.append(key)
                continue
            }
            type(keys, at: now, &output)
            keys = []
            handle(element, at: now, &output)
        }
        type(keys, at: now, &output)
    }

    package mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
        tellFacts(&output)
        switch phase {
        case .login(let login):
            let rest = login.unfinished
            if !rest.isEmpty {
                var fields: EventFields = ["reason": "unfinished login"]
                fields.set("bytes", bytes: rest.prefix(context.limits.fieldBytes))
                output.record(.raw, fields)
            }
        case .shell(var session):
            var rest = HoneypotOutput()
            session.disconnected(at: now, &rest)
            for case .record(let kind, let fields) in rest.actions { output.record(kind, fields) }
            for case .keep(let bytes, let fields) in rest.actions { output.keep(bytes, fields) }
        case .negotiating, .over: break
        }
        phase = .over
    }

    // MARK: Elements of the stream

    private mutating func handle(_ element: TelnetDecoder.Element, at now: Timestamp, _ output: inout HoneypotOutput) {
        switch element {
        case .key(let key): type([key], at: now, &output)
        case .verb(let verb, let option):
            facts.note(verb, option)
            sendRaw(negotiation.received(verb, option), &output)
            startLoginWhenNegotiated(at: now, &output)
        case .subnegotiation(let option, let parameters):
            facts.note(option, parameters)
            sendRaw(negotiation.received(valueOf: option), &output)
            startLoginWhenNegotiated(at: now, &output)
        case .command(let command):
            switch command {
            case TelnetCommand.interruptProcess, TelnetCommand.breakKey: type([0x03], at: now, &output)
            case TelnetCommand.eraseCharacter: type([0x7f], at: now, &output)
            case TelnetCommand.eraseLine: type([0x15], at: now, &output)
            case TelnetCommand.areYouThere where context.persona.device.telnet.daemon == .netkit:
                sendRaw(Array("\r\n[Yes]\r\n".utf8), &output)
            default: break
            }
        }
    }

    private mutating func startLoginWhenNegotiated(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard case .negotiating = phase, negotiation.isDone else { return }
        let dress = context.persona.device.telnet
        // The daemon hands the client's USER to login, and login takes `-f name` for the option that skips the password:
        // CVE-2026-24061 in the one of GNU inetutils, CVE-1999-0113 and CVE-2007-0882 before it.
        if dress.daemon == .netkit, let user = facts.user, user.starts(with: "-f".utf8) {
            var fields: EventFields = ["method": "none", "success": "true"]
            fields.set("username", bytes: user.prefix(context.limits.fieldBytes))
            tellFacts(&output)
            output.record(.auth, fields)
            return startShell(user: Array(user.dropFirst(2).drop { $0.isBlank }), at: now, &output)
        }
        var login = LoginDialogue(context)
        var greeting = HoneypotOutput()
        // A packet of its own, as where login is a program that must be started: some tools rely on it.
        greeting.pause(context.persona.device.startDelay)
        // BusyBox's login begins with a carriage return of its own.
        let issue = dress.daemon == .netkit ? ByteString(dress.issue) : "\r" + ByteString(dress.issue)
        login.start(
            issue: dress.issue.isEmpty ? "" : issue, user: dress.daemon == .netkit ? facts.user : nil, &greeting)
        phase = .login(login)
        forward(greeting, to: &output)
    }

    private mutating func type(_ keys: [UInt8], at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !keys.isEmpty, !isClosing else { return }
        if case .negotiating = phase {
            sendRaw(negotiation.giveUp(), &output)
            startLoginWhenNegotiated(at: now, &output)
        }
        var rest = keys[...]
        typeLogin(&rest, at: now, &output)
        guard !rest.isEmpty, !isClosing, case .shell(var session) = phase else { return }
        // The only owner while it works.
        phase = .over
        var answer = HoneypotOutput()
        session.received(rest, at: now, &answer)
        finish(session, answer, &output)
    }

    package mutating func work(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !isClosing, case .shell(var session) = phase else { return }
        phase = .over
        var answer = HoneypotOutput()
        session.work(at: now, &answer)
        finish(session, answer, &output)
    }

    /// Takes the session back with what its call came to.
    private mutating func finish(_ session: TerminalSession, _ answer: HoneypotOutput, _ output: inout HoneypotOutput) {
        phase = .shell(session)
        forward(answer, to: &output)
        if session.isOver { close(&output) }
    }

    /// Gives the login what it takes of the keys.
    private mutating func typeLogin(_ keys: inout ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        guard case .login(var login) = phase else { return }
        // The only owner while it works.
        phase = .over
        var answer = HoneypotOutput()
        var step = LoginDialogue.Step.waiting
        while step == .waiting, let key = keys.popFirst() { step = login.take(key, &answer) }
        phase = .login(login)
        if answer.actions.contains(where: { if case .record = $0 { true } else { false } }) { tellFacts(&output) }
        forward(answer, to: &output)
        switch step {
        case .waiting: break
        case .accepted(let user): startShell(user: user, at: now, &output)
        case .refused: close(&output)
        }
    }

    private mutating func startShell(user: [UInt8], at now: Timestamp, _ output: inout HoneypotOutput) {
        tellFacts(&output)
        var session = TerminalSession(context, user: user, at: now)
        var greeting = HoneypotOutput()
        session.start(at: now, &greeting)
        phase = .shell(session)
        forward(greeting, to: &output)
    }

    private mutating func tellFacts(_ output: inout HoneypotOutput) {
        facts.tell(&output, fieldBytes: context.limits.fieldBytes)
    }

    // MARK: Output

    /// Passes on what login and shell ask for, in the clothes of the wire.
    private mutating func forward(_ answer: HoneypotOutput, to output: inout HoneypotOutput) {
        for action in answer.actions {
            switch action {
            case .send(let bytes): sendData(bytes, &output)
            case .record(let kind, let fields): output.record(kind, fields)
            case .keep(let bytes, let fields): output.keep(bytes, fields)
            case .pause(let duration): if !isClosing { output.pause(duration) }
            case .work: if !isClosing { output.work() }
            case .close: break
            }
        }
    }

    private mutating func sendData(_ bytes: [UInt8], _ output: inout HoneypotOutput) {
        guard bytes.contains(TelnetCommand.escape) else { return sendRaw(bytes, &output) }
        sendRaw(bytes.flatMap { $0 == TelnetCommand.escape ? [$0, $0] : [$0] }, &output)
    }

    /// Sends as much as the visit may still cost, and ends it when that is not all.
    private mutating func sendRaw(_ bytes: [UInt8], _ output: inout HoneypotOutput) {
        guard !isClosing else { return }
        output.send(bytes.prefix(outputBytes))
        outputBytes -= min(bytes.count, outputBytes)
        if outputBytes == 0 { close(&output) }
    }

    private mutating func close(_ output: inout HoneypotOutput) {
        guard !isClosing else { return }
        isClosing = true
        output.close()
    }
}
