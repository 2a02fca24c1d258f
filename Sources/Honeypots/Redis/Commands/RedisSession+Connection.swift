import ThreatModel

/// AUTH, HELLO, CLIENT and what else concerns the connection itself.
extension RedisSession {
    mutating func authenticate(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count <= 3 else { throw .syntax }
        // Whatever the visitor believes to be the password is the password, also for those who look it up.
        if !client.isAuthenticated { configuration["requirepass"] = arguments[arguments.count - 1] }
        client.isAuthenticated = true
        reply.ok()
    }

    mutating func ping(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count <= 2 else { throw .wrongArity("ping") }
        if client.subscriptionCount > 0, reply.version == .resp2 {
            reply.array(2)
            reply.bulk("pong")
            return reply.bulk(arguments.count == 2 ? arguments[1] : [])
        }
        if arguments.count == 2 { reply.bulk(arguments[1]) } else { reply.simple("PONG") }
    }

    mutating func select(_ arguments: [[UInt8]]) throws(RedisFault) {
        do {
            client.database = try databaseIndex(arguments[1])
        } catch {
            guard release == .v6_0, error != .noSuchDatabase else { throw error }
            throw RedisFault("ERR invalid DB index")
        }
        reply.ok()
    }

    mutating func hello(_ arguments: [[UInt8]]) throws(RedisFault) {
        var version = reply.version
        if arguments.count > 1 {
            guard let number = RedisNumber.integer(arguments[1]) else {
                throw release >= .v6_2
                    ? RedisFault("ERR Protocol version is not an integer or out of range")
                    : RedisFault("NOPROTO unsupported protocol version")
            }
            guard let asked = RedisProtocolVersion(rawValue: number) else {
                throw RedisFault("NOPROTO unsupported protocol version")
            }
            version = asked
        }
        var index = 2
        while index < arguments.count {
            let more = arguments.count - 1 - index
            if RedisText.matches(arguments[index], "auth"), more >= 2 {
                recordAuthentication(user: arguments[index + 1], password: arguments[index + 2])
                client.isAuthenticated = true
                index += 3
            } else if RedisText.matches(arguments[index], "setname"), more >= 1 {
                try setClientName(arguments[index + 1])
                index += 2
            } else {
                throw RedisFault(
                    bytes: Array("ERR Syntax error in HELLO option '".utf8)
                        + Self.cString(arguments[index], limit: .max) + [UInt8(ascii: "'")])
            }
        }
        guard client.isAuthenticated else {
            throw RedisFault(
                "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH "
                    + "<user> <pass> option can be used to authenticate the client and select the RESP protocol version "
                    + "at the same time")
        }
        reply.version = version
        greet()
    }

    private mutating func greet() {
        reply.map(7)
        reply.bulk("server")
        reply.bulk("redis")
        reply.bulk("version")
        reply.bulk(scene.build.version)
        reply.bulk("proto")
        reply.integer(reply.version.rawValue)
        reply.bulk("id")
        reply.integer(client.id)
        reply.bulk("mode")
        reply.bulk("standalone")
        reply.bulk("role")
        reply.bulk(replication.master == nil ? "master" : "replica")
        reply.bulk("modules")
        writeModules()
    }

    /// RESET: as if just connected.
    mutating func reset() {
        client = RedisClient(id: client.id, isAuthenticated: scene.password == nil)
        reply.version = .resp2
        reply.simple("RESET")
    }

    mutating func setClientName(_ name: [UInt8]) throws(RedisFault) {
        guard name.allSatisfy({ $0 >= 0x21 && $0 <= 0x7e }) else {
            throw RedisFault("ERR Client names cannot contain spaces, newlines or special characters.")
        }
        client.name = name
    }

    mutating func listClients(_ arguments: [[UInt8]]) throws(RedisFault) {
        var isShown = true
        if arguments.count == 4, RedisText.matches(arguments[2], "type") {
            let type = String(decoding: RedisText.lowercased(arguments[3]), as: UTF8.self)
            guard ["normal", "slave", "replica", "pubsub", "master"].contains(type) else {
                throw RedisFault(
                    bytes: Array("ERR Unknown client type '".utf8) + Self.cString(arguments[3], limit: .max)
                        + [UInt8(ascii: "'")])
            }
            isShown = type == clientType
        } else if release >= .v6_2, arguments.count > 3, RedisText.matches(arguments[2], "id") {
            let ids = arguments.dropFirst(3).map { RedisNumber.integer($0) }
            guard !ids.contains(nil) else { throw RedisFault("ERR Invalid client ID") }
            isShown = ids.contains(client.id)
        } else if arguments.count != 2 {
            throw .syntax
        }
        reply.verbatim(isShown ? Array((clientLine() + "\n").utf8) : [])
    }

    private var clientType: String { client.subscriptionCount > 0 ? "pubsub" : "normal" }

    /// The visitor's line of CLIENT LIST.
    func clientLine() -> String {
        let command = release >= .v7_0 ? client.lastCommand : String(client.lastCommand.prefix { $0 != "|" })
        var flags = ""
        if client.queue != nil { flags += "x" }
        if client.subscriptionCount > 0 { flags += "P" }
        if client.isMonitor { flags += "O" }
        if flags.isEmpty { flags = "N" }
        var fields = [("id", "\(client.id)"), ("addr", visitorAddress)]
        if release >= .v6_2 { fields.append(("laddr", localAddress)) }
        fields += [
            ("fd", "\(8 + client.id % 5)"), ("name", String(decoding: client.name, as: UTF8.self)),
            ("age", "\(age)"), ("idle", "0"), ("flags", flags), ("db", "\(client.database)"),
            ("sub", "\(client.channels.count)"), ("psub", "\(client.patterns.count)"),
        ]
        if release >= .v7_0 { fields.append(("ssub", "0")) }
        fields.append(("multi", "\(client.queue?.count ?? -1)"))
        fields += [("qbuf", "26"), ("qbuf-free", release >= .v7_0 ? "20448" : release >= .v6_2 ? "40928" : "32742")]
        fields.append(("argv-mem", "10"))
        if release >= .v7_0 { fields += [("multi-mem", "0"), ("rbs", "1024"), ("rbp", "0")] }
        fields += [("obl", "0"), ("oll", "0"), ("omem", "0"), ("tot-mem", release >= .v7_0 ? "22298" : "61466")]
        fields += [("events", "r"), ("cmd", command), ("user", "default")]
        if release >= .v6_2 { fields.append(("redir", "-1")) }
        if release >= .v7_0 { fields.append(("resp", "\(reply.version.rawValue)")) }
        return fields.map { "\($0)=\($1)" }.joined(separator: " ")
    }

    /// Seconds since the client connected.
    private var age: Int64 { max(0, now.since(connectedAt).components.seconds) }

    mutating func killClient(_ arguments: [[UInt8]]) throws(RedisFault) {
        if arguments.count == 3 {
            guard arguments[2] == Array(visitorAddress.utf8) else { throw RedisFault("ERR No such client") }
            isClosing = true
            return reply.ok()
        }
        guard arguments.count.isMultiple(of: 2) else { throw .syntax }
        var isMeant = true
        var skipsCaller = true
        for index in stride(from: 2, to: arguments.count - 1, by: 2) {
            let value = arguments[index + 1]
            switch String(decoding: RedisText.lowercased(arguments[index]), as: UTF8.self) {
            case "id":
                guard let id = RedisNumber.integer(value) else {
                    throw release >= .v7_0 ? RedisFault("ERR client-id should be greater than 0") : .notInteger
                }
                isMeant = isMeant && id == client.id
            case "addr": isMeant = isMeant && value == Array(visitorAddress.utf8)
            case "laddr" where release >= .v6_2: isMeant = isMeant && value == Array(localAddress.utf8)
            case "type": isMeant = isMeant && RedisText.lowercased(value) == Array(clientType.utf8)
            case "user": isMeant = isMeant && value == Array("default".utf8)
            case "skipme":
                guard RedisText.matches(value, "yes") || RedisText.matches(value, "no") else { throw .syntax }
                skipsCaller = RedisText.matches(value, "yes")
            default: throw .syntax
            }
        }
        let isKilled = isMeant && !skipsCaller
        reply.integer(isKilled ? 1 : 0)
        if isKilled { isClosing = true }
    }

    mutating func setReplyMode(_ mode: [UInt8]) throws(RedisFault) {
        switch String(decoding: RedisText.lowercased(mode), as: UTF8.self) {
        case "on":
            client.replyMode = .on
            reply.ok()
        case "off": client.replyMode = .off
        case "skip": if client.replyMode != .off { client.replyMode = .skipNext }
        default: throw .syntax
        }
    }

    /// CLIENT PAUSE: agreed to, and not done; one visitor cannot stop the others.
    mutating func pauseClients(_ arguments: [[UInt8]]) throws(RedisFault) {
        if arguments.count > 3 {
            let mode = RedisText.lowercased(arguments[3])
            guard release >= .v6_2, arguments.count == 4, mode == Array("write".utf8) || mode == Array("all".utf8)
            else {
                throw release >= .v6_2
                    ? RedisFault("ERR CLIENT PAUSE mode must be WRITE or ALL")
                    : subcommandSyntax("client", arguments[1])
            }
        }
        guard let milliseconds = RedisNumber.integer(arguments[2]) else {
            throw RedisFault("ERR timeout is not an integer or out of range")
        }
        guard milliseconds >= 0 else { throw RedisFault("ERR timeout is negative") }
        reply.ok()
    }
}
