extension ReplayScript {
    /// Reads the text of a replay file; `name` is what errors call it.
    init(name: String, text: String) throws(ReplayError) {
        self.name = name
        // What the service says first belongs to a turn in which the client has only connected.
        var turn = Turn()
        var expecting = true
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            let fault = { (message: String) in ReplayError(file: name, line: number, message: message) }
            let mark = line.prefix { $0 != " " }
            let rest = line.dropFirst(mark.count).dropFirst()
            let bytes = { () throws(ReplayError) -> [UInt8] in
                guard let bytes = ReplayEscapes.bytes(of: rest) else { throw fault("unknown escape") }
                return bytes
            }
            if [">", "@", "bye"].contains(mark), expecting {
                turns.append(turn)
                turn = Turn()
                expecting = false
            } else if ["<", "<~", "!", "!*", "pause", "closed"].contains(mark) {
                expecting = true
            }
            if mark == "" || mark == "#" { continue }
            turn.lastLine = number
            switch mark {
            case "=":
                guard turns.isEmpty, settings.set(String(rest)) else {
                    throw fault("unknown or late setting '\(rest)'")
                }
            case ">": turn.acts.append(.send(try bytes()))
            case "@":
                guard rest.first == "+", let duration = Self.duration(rest.dropFirst()) else {
                    throw fault("time passes as '@ +1500ms'")
                }
                turn.acts.append(.wait(duration))
            case "bye": turn.acts.append(.bye)
            case "<":
                turn.wire.append(WireExpectation(line: number, content: .bytes(BytePattern(literal: try bytes()))))
            case "<~":
                guard let pattern = BytePattern(wildcards: rest) else { throw fault("unknown escape") }
                turn.wire.append(WireExpectation(line: number, content: .bytes(pattern)))
            case "!":
                guard let event = ExpectedEvent(String(rest)) else {
                    throw fault("an event is 'kind name=value name~pattern -name'")
                }
                turn.events.append(EventExpectation(line: number, event: event))
            case "!*": turn.events.append(EventExpectation(line: number, event: nil))
            case "pause":
                guard let duration = Self.duration(rest) else { throw fault("a pause is 'pause 3s' or 'pause 80ms'") }
                turn.wire.append(WireExpectation(line: number, content: .pause(duration)))
            case "closed": turn.wire.append(WireExpectation(line: number, content: .closed))
            default: throw fault("unknown mark '\(mark)'")
            }
        }
        turns.append(turn)
    }

    /// "3s" or "1500ms".
    private static func duration(_ text: some StringProtocol) -> Duration? {
        let digits = text.prefix { $0.isNumber }
        guard let value = Int64(digits) else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(value)
        case "s": return .seconds(value)
        default: return nil
        }
    }
}
