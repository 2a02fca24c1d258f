import ThreatModel

/// What a visit leaves in the session's log.
extension RedisSession {
    /// Records a request: passwords as `auth`, everything else as `query`.
    mutating func record(_ arguments: [[UInt8]], isCut: Bool) {
        let command = table.command(arguments[0]) ?? moduleCommand(arguments[0])
        if command?.name == "auth", arguments.count == 2 || arguments.count == 3 {
            // The older form names nobody: it means the user every server has.
            let user = arguments.count == 3 ? arguments[1] : Array("default".utf8)
            return recordAuthentication(user: user, password: arguments[arguments.count - 1])
        }
        let limit = context.limits.fieldBytes
        var fields = EventFields()
        fields["command"] = String(decoding: arguments[0].prefix(64), as: UTF8.self).uppercased()
        let line = RedisText.commandLine(arguments, limit: limit)
        fields.set("argv", bytes: line.text)
        let called =
            arguments.count > 1
            ? command?.subcommands[RedisText.lowercased(arguments[1].prefix(64))] ?? command : command
        if let called {
            if let key = Self.recordedKey(of: called, arguments) { fields.set("key", bytes: key, limit: limit) }
            if let value = Self.recordedValue(of: called, arguments, limit: limit) {
                fields.set("value", bytes: value, limit: limit)
            }
        }
        if isCut || line.isCut { fields["truncated"] = "true" }
        output.record(.query, fields)
    }

    mutating func recordAuthentication(user: [UInt8], password: [UInt8]) {
        let limit = context.limits.fieldBytes
        var fields: EventFields = ["method": "password", "success": "true"]
        fields.set("username", bytes: user, limit: limit)
        fields.set("password", bytes: password, limit: limit)
        if context.persona.secrets.include(password) { fields["planted"] = "true" }
        output.record(.auth, fields)
    }

    /// Records bytes that are no request.
    mutating func recordRaw(_ bytes: [UInt8], reason: String) {
        var fields: EventFields = ["reason": reason]
        fields.set("bytes", bytes: bytes, limit: context.limits.fieldBytes)
        output.record(.raw, fields)
    }

    private static func recordedKey(of command: RedisCommand, _ arguments: [[UInt8]]) -> [UInt8]? {
        if case .named(let name, _) = command.contents { return name < arguments.count ? arguments[name] : nil }
        return command.keyIndices(argumentCount: arguments.count).first.map { arguments[$0] }
    }

    /// The contents a command carries, one under the other.
    private static func recordedValue(
        of command: RedisCommand, _ arguments: [[UInt8]], limit: Int
    ) -> [UInt8]? {
        switch command.contents {
        case .none: return nil
        case .named(_, let index): return index < arguments.count ? arguments[index] : nil
        case .from(let first, let step):
            guard first < arguments.count else { return nil }
            guard step < arguments.count else { return arguments[first] }
            var value = arguments[first]
            for index in stride(from: first + step, to: arguments.count, by: step) where value.count <= limit {
                value.append(0x0a)
                value += arguments[index]
            }
            return value
        }
    }
}
