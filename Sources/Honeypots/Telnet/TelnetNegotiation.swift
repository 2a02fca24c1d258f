/// What the daemon of the persona's device negotiates, and when it lets the login begin.
///
/// BusyBox states what it wants and never looks at the answers. The NetKit's daemon asks for terminal type, speed, display
/// and environment first, and goes on when all four were answered; a client that talks without answering is let in at
/// once, or simple programs would wait for ever.
struct TelnetNegotiation: Sendable {
    /// How far an option of one side is (RFC 1143 §7, without its queues: we never change our mind).
    private enum Agreement: Hashable, Sendable {
        case offered
        case agreed
    }

    /// Options a client can make us keep in mind.
    private static let mostOptions = 64
    /// What the NetKit's daemon asks for before it greets.
    private static let asked: [TelnetOption] = [.terminalType, .terminalSpeed, .display, .environment]
    /// Options the client may have on.
    private static let acceptedFromClient: Set<TelnetOption> = [
        .binary, .suppressGoAhead, .terminalType, .windowSize, .terminalSpeed, .flowControl, .display, .environment,
    ]
    /// Options the daemon has on when the client wants it.
    private static let acceptedFromUs: Set<TelnetOption> = [.binary, .echo, .suppressGoAhead, .status]

    private let daemon: TelnetDress.Daemon
    private var ours: [TelnetOption: Agreement] = [:]
    private var theirs: [TelnetOption: Agreement] = [:]
    /// Answers that are waited for: to the options asked for, then to the requests for their values.
    private var awaited: Set<TelnetOption> = []
    private var awaitedValues: Set<TelnetOption> = []
    /// The login may begin.
    private(set) var isDone = false

    init(daemon: TelnetDress.Daemon) { self.daemon = daemon }

    /// What the daemon says first.
    mutating func open() -> [UInt8] {
        switch daemon {
        case .busyboxOld:
            isDone = true
            return Self.bytes([
                (.do, .echo), (.do, .windowSize), (.do, .flowControl), (.will, .echo), (.will, .suppressGoAhead),
            ])
        case .busybox:
            isDone = true
            return Self.bytes([(.do, .echo), (.do, .windowSize), (.will, .echo), (.will, .suppressGoAhead)])
        case .netkit:
            awaited = Set(Self.asked)
            return ask(Self.asked.map { (.do, $0) })
        }
    }

    /// The client's word on an option.
    mutating func received(_ verb: TelnetVerb, _ option: TelnetOption) -> [UInt8] {
        guard daemon == .netkit else { return [] }
        var reply = answer(verb, option)
        if awaited.remove(option) != nil {
            if verb == .will { awaitedValues.insert(option) }
            if awaited.isEmpty { reply += requests() }
        }
        return reply + settle()
    }

    /// The value of an option came.
    mutating func received(valueOf option: TelnetOption) -> [UInt8] {
        guard daemon == .netkit else { return [] }
        awaitedValues.remove(option)
        return settle()
    }

    /// The client talks though not everything is answered: no answer will come.
    mutating func giveUp() -> [UInt8] {
        awaited = []
        awaitedValues = []
        return settle()
    }

    /// SEND requests for what the client is willing to tell (RFC 1079, 1096, 1572, 1091), in the daemon's order.
    private func requests() -> [UInt8] {
        let order: [TelnetOption] = [.terminalSpeed, .display, .environment, .terminalType]
        return order.filter(awaitedValues.contains).flatMap { option in
            [
                TelnetCommand.escape, TelnetCommand.subnegotiation, option.rawValue, 1, TelnetCommand.escape,
                TelnetCommand.subnegotiationEnd,
            ]
        }
    }

    /// When everything is answered: the options of the session itself.
    private mutating func settle() -> [UInt8] {
        guard !isDone, awaited.isEmpty, awaitedValues.isEmpty else { return [] }
        isDone = true
        return ask([
            (.will, .suppressGoAhead), (.do, .windowSize), (.will, .status), (.do, .flowControl), (.will, .echo),
        ])
    }

    private mutating func ask(_ offers: [(TelnetVerb, TelnetOption)]) -> [UInt8] {
        for (verb, option) in offers {
            if verb == .will { ours[option] = .offered } else { theirs[option] = .offered }
        }
        return Self.bytes(offers)
    }

    /// The reply to a client that begins something; none to an answer.
    private mutating func answer(_ verb: TelnetVerb, _ option: TelnetOption) -> [UInt8] {
        guard ours.count + theirs.count < Self.mostOptions else { return [] }
        switch verb {
        case .will:
            guard let agreement = theirs[option] else {
                guard Self.acceptedFromClient.contains(option) else { return Self.bytes([(.dont, option)]) }
                theirs[option] = .agreed
                return Self.bytes([(.do, option)])
            }
            if agreement == .offered { theirs[option] = .agreed }
            return []
        case .do:
            guard let agreement = ours[option] else {
                guard Self.acceptedFromUs.contains(option) else { return Self.bytes([(.wont, option)]) }
                ours[option] = .agreed
                return Self.bytes([(.will, option)])
            }
            if agreement == .offered { ours[option] = .agreed }
            return []
        case .wont: return theirs.removeValue(forKey: option) == .agreed ? Self.bytes([(.dont, option)]) : []
        case .dont: return ours.removeValue(forKey: option) == .agreed ? Self.bytes([(.wont, option)]) : []
        }
    }

    private static func bytes(_ pairs: [(TelnetVerb, TelnetOption)]) -> [UInt8] {
        pairs.flatMap { [TelnetCommand.escape, $0.0.rawValue, $0.1.rawValue] }
    }
}
