import ThreatModel

/// What a client tells of itself by its negotiation: the order of its answers is as good as a name.
struct TelnetClientFacts: Sendable {
    /// Answers that are kept.
    static let mostAnswers = 48

    private var answers: [String] = []
    private(set) var terminal: [UInt8]?
    private(set) var speed: [UInt8]?
    private(set) var display: [UInt8]?
    private(set) var window: (columns: Int, rows: Int)?
    private(set) var variables: [(name: [UInt8], value: [UInt8])] = []
    private var isTold = false

    mutating func note(_ verb: TelnetVerb, _ option: TelnetOption) {
        if answers.count < Self.mostAnswers { answers.append(verb.name + " " + option.name) }
    }

    /// A client's subnegotiation; its first byte is IS where the option has requests as well.
    mutating func note(_ option: TelnetOption, _ parameters: [UInt8]) {
        let value = Array(parameters.dropFirst())
        switch option {
        case .windowSize:
            guard parameters.count >= 4 else { return }
            window = (Int(parameters[0]) << 8 | Int(parameters[1]), Int(parameters[2]) << 8 | Int(parameters[3]))
        case .terminalType: terminal = value
        case .terminalSpeed: speed = value
        case .display: display = value
        case .environment, .oldEnvironment:
            let new = TelnetEnvironment.variables(in: parameters) ?? []
            variables += new.prefix(TelnetEnvironment.mostVariables - variables.count)
        default: return
        }
    }

    /// The user the client wants to be, by the variable that login daemons take it from.
    var user: [UInt8]? { variables.last { $0.name.elementsEqual("USER".utf8) }?.value }

    /// Records everything that is known, once.
    mutating func tell(_ output: inout HoneypotOutput, fieldBytes: Int) {
        guard !isTold else { return }
        isTold = true
        func tell(_ name: String, _ value: [UInt8]) {
            var fields: EventFields = ["name": name]
            fields.set("value", bytes: value.prefix(fieldBytes))
            output.record(.fingerprint, fields)
        }
        if !answers.isEmpty { tell("telnet.options", Array(answers.joined(separator: ",").utf8)) }
        if let terminal { tell("telnet.terminal", terminal) }
        if let window { tell("telnet.window", Array("\(window.columns)x\(window.rows)".utf8)) }
        if let speed { tell("telnet.speed", speed) }
        if let display { tell("telnet.display", display) }
        for (name, value) in variables { tell("telnet.environ", name + [UInt8(ascii: "=")] + value) }
    }
}
