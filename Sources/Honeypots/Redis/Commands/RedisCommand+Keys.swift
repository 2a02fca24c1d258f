extension RedisCommand {
    static let keyFamily: [RedisCommand] = [
        RedisCommand("del", -2, [.write], .all) { $0.deleteKeys($1) },
        RedisCommand("unlink", -2, [.write, .fast], .all) { $0.deleteKeys($1) },
        RedisCommand("exists", -2, [.readOnly, .fast], .all) { session, arguments in
            session.reply.integer(arguments.dropFirst().reduce(0) { $0 + (session.value($1) == nil ? 0 : 1) })
        },
        RedisCommand("touch", -2, [.readOnly, .fast], .all) { session, arguments in
            session.reply.integer(arguments.dropFirst().reduce(0) { $0 + (session.value($1) == nil ? 0 : 1) })
        },
        RedisCommand("type", 2, [.readOnly, .fast], .one) { session, arguments in
            session.reply.simple(
                session.database.entry(arguments[1], at: session.nowMilliseconds)?.value.typeName ?? "none")
        },
        RedisCommand("keys", 2, [.readOnly]) { $0.listKeys($1[1]) },
        RedisCommand("scan", -2, [.readOnly]) { try $0.scanKeys($1) },
        RedisCommand("randomkey", 1, [.readOnly]) { session, _ in
            session.database.purge(at: session.nowMilliseconds)
            session.reply.bulk(orNull: session.database.randomKey(using: &session.generator))
        },
        RedisCommand("dbsize", 1, [.readOnly, .fast]) { session, _ in
            session.database.purge(at: session.nowMilliseconds)
            session.reply.integer(session.database.count)
        },
        RedisCommand("rename", 3, [.write], .two) { try $0.rename($1, onlyIfFree: false) },
        RedisCommand("renamenx", 3, [.write, .fast], .two) { try $0.rename($1, onlyIfFree: true) },
        RedisCommand("copy", -3, [.write, .denyOOM], .two, since: .v6_2) { try $0.copy($1) },
        RedisCommand("move", 3, [.write, .fast], .one) { try $0.move($1) },
        RedisCommand("swapdb", 3, [.write, .fast]) { try $0.swapDatabases($1) },
        RedisCommand("expire", 3, [.write, .fast], .one, until: .v6_2) { try $0.expire($1, .seconds, isMoment: false) },
        RedisCommand("expire", -3, [.write, .fast], .one, since: .v7_0) {
            try $0.expire($1, .seconds, isMoment: false)
        },
        RedisCommand("pexpire", 3, [.write, .fast], .one, until: .v6_2) {
            try $0.expire($1, .milliseconds, isMoment: false)
        },
        RedisCommand("pexpire", -3, [.write, .fast], .one, since: .v7_0) {
            try $0.expire($1, .milliseconds, isMoment: false)
        },
        RedisCommand("expireat", 3, [.write, .fast], .one, until: .v6_2) {
            try $0.expire($1, .seconds, isMoment: true)
        },
        RedisCommand("expireat", -3, [.write, .fast], .one, since: .v7_0) {
            try $0.expire($1, .seconds, isMoment: true)
        },
        RedisCommand("pexpireat", 3, [.write, .fast], .one, until: .v6_2) {
            try $0.expire($1, .milliseconds, isMoment: true)
        },
        RedisCommand("pexpireat", -3, [.write, .fast], .one, since: .v7_0) {
            try $0.expire($1, .milliseconds, isMoment: true)
        },
        RedisCommand("ttl", 2, [.readOnly, .fast], .one) { $0.timeToLive($1[1], .seconds, isMoment: false) },
        RedisCommand("pttl", 2, [.readOnly, .fast], .one) { $0.timeToLive($1[1], .milliseconds, isMoment: false) },
        RedisCommand("expiretime", 2, [.readOnly, .fast], .one, since: .v7_0) {
            $0.timeToLive($1[1], .seconds, isMoment: true)
        },
        RedisCommand("pexpiretime", 2, [.readOnly, .fast], .one, since: .v7_0) {
            $0.timeToLive($1[1], .milliseconds, isMoment: true)
        },
        RedisCommand("persist", 2, [.write, .fast], .one) { session, arguments in
            let isVolatile = session.database.entry(arguments[1], at: session.nowMilliseconds)?.expiresAt != nil
            if isVolatile { session.setExpiry(arguments[1], nil) }
            session.reply.integer(isVolatile ? 1 : 0)
        },
        RedisCommand("sort", -2, [.write, .denyOOM, .movableKeys], .one) { try $0.sort($1) },
        RedisCommand("dump", 2, [.readOnly], .one) { $0.dump($1[1]) },
        RedisCommand("restore", -4, [.write, .denyOOM], .one, contents: .at(3)) { try $0.restore($1) },
        RedisCommand(container: "object", -2, [], objectSubcommands),
    ]

    private static let objectSubcommands: [RedisCommand] = [
        RedisCommand("object|encoding", 3, [.readOnly], .second) { session, arguments in
            session.reply.bulk(orNull: session.encoding(of: arguments[2]).map { Array($0.utf8) })
        },
        RedisCommand("object|refcount", 3, [.readOnly], .second) { session, arguments in
            if session.exists(arguments[2]) { session.reply.integer(1) } else { session.reply.null() }
        },
        RedisCommand("object|idletime", 3, [.readOnly], .second) { session, arguments in
            if session.exists(arguments[2]) { session.reply.integer(0) } else { session.reply.null() }
        },
        RedisCommand("object|freq", 3, [.readOnly], .second) { session, arguments in
            guard session.exists(arguments[2]) else { return session.reply.null() }
            throw RedisFault(
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when "
                    + "switching between policies at runtime LRU and LFU data will take some time to adjust.")
        },
    ]
}
