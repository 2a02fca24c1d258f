extension RedisCommand {
    static let connectionFamily: [RedisCommand] = [
        RedisCommand("auth", -2, [.noScript, .loading, .stale, .fast, .noAuth]) { try $0.authenticate($1) },
        RedisCommand("ping", -1, [.fast]) { try $0.ping($1) },
        RedisCommand("echo", 2, [.fast]) { session, arguments in session.reply.bulk(arguments[1]) },
        RedisCommand("select", 2, [.loading, .stale, .fast]) { try $0.select($1) },
        RedisCommand("quit", -1, [.noScript, .loading, .stale, .fast, .noAuth], since: .v7_0) { session, _ in
            session.reply.ok()
            session.isClosing = true
        },
        RedisCommand("hello", -2, [.noScript, .loading, .stale, .fast, .noAuth], until: .v6_0) { try $0.hello($1) },
        RedisCommand("hello", -1, [.noScript, .loading, .stale, .fast, .noAuth], since: .v6_2) {
            try $0.hello($1)
        },
        RedisCommand("reset", 1, [.noScript, .loading, .stale, .fast, .noAuth], since: .v6_2) { session, _ in
            session.reset()
        },
        RedisCommand("post", -1, [.readOnly, .loading, .stale], until: .v6_2) { session, _ in session.isClosing = true
        },
        RedisCommand("host:", -1, [.readOnly, .loading, .stale], until: .v6_2) { session, _ in session.isClosing = true
        },
        RedisCommand(container: "client", -2, .connection, clientSubcommands),
    ]

    private static let clientSubcommands: [RedisCommand] = [
        RedisCommand("client|id", 2, .connection) { session, _ in session.reply.integer(session.client.id) },
        RedisCommand("client|getname", 2, .connection) { session, _ in
            session.reply.bulk(orNull: session.client.name.isEmpty ? nil : session.client.name)
        },
        RedisCommand("client|setname", 3, .connection) { session, arguments in
            try session.setClientName(arguments[2])
            session.reply.ok()
        },
        RedisCommand("client|list", -2, .administration) { try $0.listClients($1) },
        RedisCommand("client|info", 2, .connection, since: .v6_2) { session, _ in
            session.reply.verbatim(Array((session.clientLine() + "\n").utf8))
        },
        RedisCommand("client|kill", -3, .administration) { try $0.killClient($1) },
        RedisCommand("client|reply", 3, .connection) { session, arguments in
            try session.setReplyMode(arguments[2])
        },
        RedisCommand("client|pause", -3, .administration) { try $0.pauseClients($1) },
        RedisCommand("client|unpause", 2, .administration, since: .v6_2) { session, _ in session.reply.ok() },
        RedisCommand("client|unblock", -3, .administration) { session, arguments in
            guard RedisNumber.integer(arguments[2]) != nil else { throw RedisFault.notInteger }
            session.reply.integer(0)
        },
        RedisCommand("client|no-evict", 3, .administration, since: .v7_0) { session, arguments in
            switch String(decoding: RedisText.lowercased(arguments[2]), as: UTF8.self) {
            case "on": session.client.isEvictable = false
            case "off": session.client.isEvictable = true
            default: throw RedisFault.syntax
            }
            session.reply.ok()
        },
        RedisCommand("client|getredir", 2, .connection) { session, _ in session.reply.integer(-1) },
        RedisCommand("client|trackinginfo", 2, .connection, since: .v6_2) { session, _ in
            session.reply.map(3)
            session.reply.bulk("flags")
            session.reply.set(1)
            session.reply.bulk("off")
            session.reply.bulk("redirect")
            session.reply.integer(-1)
            session.reply.bulk("prefixes")
            session.reply.array(0)
        },
    ]
}
