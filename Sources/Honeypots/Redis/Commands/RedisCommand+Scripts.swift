extension RedisCommand {
    static let scriptFamily: [RedisCommand] = [
        RedisCommand("eval", -3, [.noScript, .stale, .skipMonitor, .movableKeys], contents: .at(1)) {
            try $0.evaluate($1)
        },
        RedisCommand("evalsha", -3, [.noScript, .stale, .skipMonitor, .movableKeys]) { try $0.evaluateNamed($1) },
        RedisCommand("eval_ro", -3, [.readOnly, .noScript, .stale, .skipMonitor], contents: .at(1), since: .v7_0) {
            try $0.evaluate($1)
        },
        RedisCommand("evalsha_ro", -3, [.readOnly, .noScript, .stale, .skipMonitor], since: .v7_0) {
            try $0.evaluateNamed($1)
        },
        RedisCommand(
            container: "script", -2, [.noScript],
            [
                RedisCommand("script|load", 3, [.noScript, .stale], contents: .at(2)) { try $0.loadScript($1[2]) },
                RedisCommand("script|exists", -3, [.noScript]) { session, arguments in
                    session.reply.array(arguments.count - 2)
                    for name in arguments.dropFirst(2) {
                        let isKnown =
                            session.scripts[String(decoding: RedisText.lowercased(name.prefix(64)), as: UTF8.self)]
                            != nil
                        session.reply.integer(isKnown ? 1 : 0)
                    }
                },
                RedisCommand("script|flush", -2, [.noScript]) { try $0.flushScripts($1) },
                RedisCommand("script|kill", 2, [.noScript]) { _, _ in
                    throw RedisFault("NOTBUSY No scripts in execution right now.")
                },
                RedisCommand("script|debug", 3, [.noScript]) { session, arguments in
                    let mode = String(decoding: RedisText.lowercased(arguments[2].prefix(8)), as: UTF8.self)
                    guard ["yes", "no", "sync"].contains(mode) else {
                        throw RedisFault(
                            "ERR Use SCRIPT DEBUG " + (session.release >= .v6_2 ? "YES/SYNC/NO" : "yes/sync/no"))
                    }
                    session.reply.ok()
                },
            ]),
    ]
}
