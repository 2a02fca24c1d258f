/// What the daemon of the persona's device negotiates, and when it lets the login begin.
///
/// BusyBox states what it wants and never looks at the answers. The NetKit's daemon asks for terminal type, speed, display
/// and environment, and goes on only when all four were answered; a client that talks without answering is let in at once,
/// or simple programs would hang.
struct TelnetNegotiation: Sendable {
    private let daemon: TelnetDress.Daemon
    /// Options whose answers are waited for, and subnegotiations.
    private var openOptions: Set<TelnetOption> = []
    private var openParameters: Set<TelnetOption> = []
    private var stage = Stage.opening
    /// What each side has said about its options, so that nothing is answered twice.
    private var answered: Set<Answer> = []

    private enum Stage: Hashable, Sendable {
        case opening
        case asking
        case settling
        case done
    }

    private struct Answer: Hashable, Sendable {
        var verb: TelnetVerb
        var option: TelnetOption
    }

    private static let asked: [TelnetOption] = [.terminalType, .terminalSpeed, .display, .environment]

    init(daemon: TelnetDress.Daemon) { self.daemon = daemon }

    /// The login may begin.
    var isDone: Bool { stage == .done }

    /// What the daemon says first.
    mutating func open() -> [UInt8] {
        switch daemon {
        case .busyboxOld:
            stage = .done
            return Self.bytes([
                (.do, .echo), (.do, .windowSize), (.do, .flowControl), (.will, .echo), (.will, .suppressGoAhead),
            ])
        case .busybox:
            stage = .done
            return Self.bytes([(.do, .echo), (.do, .windowSize), (.will, .echo), (.will, .suppressGoAhead)])
        case .netkit:
            stage = .asking
            openOptions = Set(Self.asked)
            return Self.bytes(Self.asked.map { (.do, $0) })
        }
    }

    /// The client's word on an option.
    mutating func received(_ verb: TelnetVerb, _ option: TelnetOption) -> [UInt8] {
        guard daemon == .netkit else { return [] }
        var reply: [UInt8] = []
        if openOptions.remove(option) != nil, verb == .will, Self.asked.contains(option) {
            openParameters.insert(option)
            if openOptions.isDisjoint(with: Self.asked) { reply += requests() }
        } else if stage == .asking, openOptions.isDisjoint(with: Self.asked), openParameters.isEmpty {
            // The last of them was refused.
        } else {
            reply += answer(verb, option)
        }
        if stage == .asking, openOptions.isEmpty, !openParameters.isEmpty, reply.isEmpty { reply += requests() }
        return reply + proceed()
    }

    /// Parameters of an option came.
    mutating func received(parametersOf option: TelnetOption) -> [UInt8] {
        guard daemon == .netkit else { return [] }
        openParameters.remove(option)
        return proceed()
    }

    /// The client talks though not everything is answered: no answer will come.
    mutating func giveUp() -> [UInt8] {
        guard stage != .done else { return [] }
        openOptions = []
        openParameters = []
        var bytes = proceed()
        openOptions = []
        bytes += proceed()
        return bytes
    }

    /// SEND requests for what the client is willing to tell (RFC 1091, 1079, 1096, 1572).
    private func requests() -> [UInt8] {
        // The daemon asks in this order.
        let order: [TelnetOption] = [.terminalSpeed, .display, .environment, .terminalType]
        return order.filter(openParameters.contains).flatMap { option in
            [
                TelnetCommand.escape, TelnetCommand.subnegotiation, option.rawValue, 1, TelnetCommand.escape,
                TelnetCommand.subnegotiationEnd,
            ]
        }
    }

    private mutating func proceed() -> [UInt8] {
        guard openOptions.isEmpty, openParameters.isEmpty else { return [] }
        switch stage {
        case .asking:
            stage = .settling
            // It goes on when it knows who echoes.
            openOptions = [.echo]
            answered = [
                Answer(verb: .will, option: .suppressGoAhead), Answer(verb: .do, option: .windowSize),
                Answer(verb: .will, option: .status),
                Answer(verb: .do, option: .flowControl), Answer(verb: .do, option: .echo),
            ]
            return Self.bytes([
                (.will, .suppressGoAhead), (.do, .echo), (.do, .windowSize), (.will, .status), (.do, .flowControl),
            ])
        case .settling:
            stage = .done
            answered.insert(Answer(verb: .will, option: .echo))
            return Self.bytes([(.will, .echo)])
        case .opening, .done: return []
        }
    }

    /// The reply to something the client began, or nothing when it is itself a reply.
    private mutating func answer(_ verb: TelnetVerb, _ option: TelnetOption) -> [UInt8] {
        let known: Set<TelnetOption> = [
            .binary, .suppressGoAhead, .terminalType, .windowSize, .terminalSpeed, .flowControl, .display, .environment,
            .status,
        ]
        let reply: TelnetVerb
        switch verb {
        case .will: reply = known.contains(option) ? .do : .dont
        case .do:
            reply =
                option == .echo || option == .suppressGoAhead || option == .binary || option == .status ? .will : .wont
        case .wont: reply = .dont
        case .dont: reply = .wont
        }
        // A client that echoes itself would show everything twice.
        if verb == .will, option == .echo { return Self.bytes([(.dont, .echo)]) }
        guard answered.count < 64, answered.insert(Answer(verb: reply, option: option)).inserted else { return [] }
        let opposite: TelnetVerb = reply == .do ? .dont : reply == .dont ? .do : reply == .will ? .wont : .will
        if answered.remove(Answer(verb: opposite, option: option)) == nil, verb == .wont || verb == .dont { return [] }
        return Self.bytes([(reply, option)])
    }

    private static func bytes(_ pairs: [(TelnetVerb, TelnetOption)]) -> [UInt8] {
        pairs.flatMap { [TelnetCommand.escape, $0.0.rawValue, $0.1.rawValue] }
    }
}
