package import ThreatModel

/// Telnet on an embedded device: the negotiation of its daemon, BusyBox's login, then its shell.
package struct TelnetHoneypot: Honeypot {
    package static let attackProtocol = AttackProtocol.telnet
    package static let defaultPorts: [UInt16] = [23, 2323]

    private enum Phase: Sendable {
        case negotiating
        case login
        case shell
        case over
    }

    private let context: HoneypotContext
    private var decoder = TelnetDecoder()
    private var negotiation: TelnetNegotiation
    private var facts = TelnetClientFacts()
    private var phase = Phase.negotiating
    // Beside the phase, and not in it: there each change would copy them.
    private var login: LoginDialogue?
    private var session: TerminalSession?
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
        case .login:
            if let rest = login?.unfinished, !rest.isEmpty {
                var fields: EventFields = ["reason": "unfinished login"]
                fields.set("bytes", bytes: rest.prefix(context.limits.fieldBytes))
                output.record(.raw, fields)
            }
        case .shell:
            var rest = HoneypotOutput()
            session?.disconnected(at: now, &rest)
            for case .record(let kind, let fields) in rest.actions { output.record(kind, fields) }
            for case .keep(let bytes, let fields) in rest.actions { output.keep(bytes, fields) }
        case .negotiating, .over: break
        }
        phase = .over
        login = nil
        session = nil
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
        guard phase == .negotiating, negotiation.isDone else { return }
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
        self.login = login
        phase = .login
        forward(greeting, to: &output)
    }

    private mutating func type(_ keys: [UInt8], at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !keys.isEmpty, !isClosing else { return }
        if phase == .negotiating {
            sendRaw(negotiation.giveUp(), &output)
            startLoginWhenNegotiated(at: now, &output)
        }
        var rest = keys[...]
        typeLogin(&rest, at: now, &output)
        guard !rest.isEmpty, !isClosing, phase == .shell else { return }
        var answer = HoneypotOutput()
        session?.received(rest, at: now, &answer)
        finish(answer, &output)
    }

    package mutating func work(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !isClosing, phase == .shell else { return }
        var answer = HoneypotOutput()
        session?.work(at: now, &answer)
        finish(answer, &output)
    }

    /// Passes on what a call of the session came to.
    private mutating func finish(_ answer: HoneypotOutput, _ output: inout HoneypotOutput) {
        forward(answer, to: &output)
        if session?.isOver == true { close(&output) }
    }

    /// Gives the login what it takes of the keys.
    private mutating func typeLogin(_ keys: inout ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput)
    {
        guard phase == .login else { return }
        var answer = HoneypotOutput()
        var step = LoginDialogue.Step.waiting
        while step == .waiting, let key = keys.popFirst() { step = login?.take(key, &answer) ?? .refused }
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
        self.session = session
        login = nil
        phase = .shell
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
            case .resume, .close: break
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
