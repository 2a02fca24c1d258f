extension RedisSession {
    mutating func getConfiguration(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard release >= .v7_0 || arguments.count == 3 else { throw subcommandSyntax("config", arguments[1]) }
        let found = configuration.matching(Array(arguments.dropFirst(2)))
        reply.map(found.count)
        for (name, value) in found {
            reply.bulk(name)
            reply.bulk(value)
        }
    }

    mutating func setConfiguration(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard release >= .v7_0 || arguments.count == 4 else { throw subcommandSyntax("config", arguments[1]) }
        guard arguments.count.isMultiple(of: 2) else { throw .syntax }
        let pairs = stride(from: 2, to: arguments.count, by: 2).map { (arguments[$0], arguments[$0 + 1]) }
        var parameters: [RedisParameter] = []
        for (name, _) in pairs {
            guard let parameter = configuration.parameter(name), parameter.kind != .fixed || release >= .v7_0 else {
                throw unknownParameter(name)
            }
            if parameter.kind == .fixed { throw refusal(.because("can't set immutable config"), of: name, value: []) }
            if parameters.contains(where: { $0.name == parameter.name }) {
                throw refusal(.because("duplicate parameter"), of: name, value: [])
            }
            parameters.append(parameter)
        }
        var changed = configuration
        for (parameter, (name, value)) in zip(parameters, pairs) {
            do {
                try changed.set(parameter, to: value)
            } catch {
                throw refusal(error, of: release >= .v7_0 ? Array(parameter.name.utf8) : name, value: value)
            }
        }
        configuration = changed
        reply.ok()
    }

    private func unknownParameter(_ name: [UInt8]) -> RedisFault {
        let shown = Self.cString(name, limit: .max)
        return release >= .v7_0
            ? RedisFault(
                bytes: Array("ERR Unknown option or number of arguments for CONFIG SET - '".utf8) + shown
                    + [UInt8(ascii: "'")])
            : RedisFault(bytes: Array("ERR Unsupported CONFIG parameter: ".utf8) + shown)
    }

    private func refusal(_ refusal: RedisConfiguration.Refusal, of name: [UInt8], value: [UInt8]) -> RedisFault {
        let reason: String
        switch refusal {
        case .because(let text): reason = " - " + text
        case .plainly: reason = ""
        case .directory(let text):
            if release < .v7_0 { return RedisFault("ERR Changing directory: " + text) }
            reason = " - " + text
        }
        let shownName = Self.cString(name, limit: .max)
        let text =
            release >= .v7_0
            ? Array("ERR CONFIG SET failed (possibly related to argument '".utf8) + shownName + Array("')".utf8)
            : Array("ERR Invalid argument '".utf8) + Self.cString(value, limit: .max)
                + Array("' for CONFIG SET '".utf8) + shownName + [UInt8(ascii: "'")]
        return RedisFault(bytes: text + Array(reason.utf8))
    }

    mutating func flush(_ arguments: [[UInt8]], all: Bool) throws(RedisFault) {
        if arguments.count > 1 {
            let mode = arguments[1]
            let isKnown = RedisText.matches(mode, "async") || release >= .v6_2 && RedisText.matches(mode, "sync")
            guard arguments.count == 2, isKnown else { throw .syntax }
        }
        for index in all ? Array(dataset.indices) : [client.database] {
            dataset.changes += Int64(dataset[index].count)
            if client.watchedKeys.contains(where: { $0.database == index && dataset[index].value($0.key) != nil }) {
                client.isWatchBroken = true
            }
            dataset[index] = RedisDatabase()
        }
        // FLUSHALL writes an empty dump where saving is on.
        if all { dataset.changes += 1 }
        reply.ok()
    }

    mutating func shutDown(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count <= (release >= .v7_0 ? 4 : 2) else { throw .syntax }
        var saves = !configuration["save"].isEmpty
        for word in arguments.dropFirst() {
            switch String(decoding: RedisText.lowercased(word.prefix(16)), as: UTF8.self) {
            case "save": saves = true
            case "nosave": saves = false
            case "now" where release >= .v7_0, "force" where release >= .v7_0: break
            case "abort" where release >= .v7_0:
                guard arguments.count == 2 else { throw .syntax }
                throw RedisFault("ERR No shutdown in progress.")
            default: throw .syntax
            }
        }
        if saves { writeDump() }
        isClosing = true
    }

    // MARK: - Access

    /// The rules of the only user, as ACL LIST shows them.
    func accessRules() -> String {
        let secret = configuration["requirepass"]
        let password = secret.isEmpty ? "nopass" : "#" + Digest.hexadecimal(Digest.sha256(secret))
        switch release {
        case .v6_0: return "on \(password) ~* +@all"
        case .v6_2: return "on \(password) ~* &* +@all"
        case .v7_0: return "on \(password) ~* &* +@all"
        }
    }

    mutating func listCategories(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count <= 3 else { throw subcommandSyntax("acl", arguments[1]) }
        if arguments.count == 3 {
            let category = String(decoding: RedisText.lowercased(arguments[2].prefix(16)), as: UTF8.self)
            guard RedisCommand.categoryNames.contains(category) else {
                throw RedisFault(
                    bytes: Array("ERR Unknown category '".utf8) + Self.cString(arguments[2], limit: .max)
                        + [UInt8(ascii: "'")])
            }
            let names = table.commands.filter { $0.categories.contains(category) }.map { Array($0.name.utf8) }
            return reply.bulks(names)
        }
        reply.bulks(RedisCommand.categoryNames.map { Array($0.utf8) })
    }

    mutating func generatePassword(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count <= 3 else { throw subcommandSyntax("acl", arguments[1]) }
        var bits: Int64 = 256
        if arguments.count == 3 {
            guard let asked = RedisNumber.integer(arguments[2]) else { throw .notInteger }
            guard asked > 0, asked <= 4096 else {
                throw RedisFault(
                    "ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up "
                        + "to 4096")
            }
            bits = asked
        }
        reply.bulk(generator.hexadecimal(digits: Int((bits + 3) / 4)))
    }
}
