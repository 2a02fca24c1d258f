extension RedisCommand {
    static let transactionFamily: [RedisCommand] = [
        RedisCommand("multi", 1, [.noScript, .loading, .stale, .fast]) { session, _ in
            guard session.client.queue == nil else { throw RedisFault("ERR MULTI calls can not be nested") }
            session.client.queue = []
            session.reply.ok()
        },
        RedisCommand("exec", 1, [.noScript, .loading, .stale, .skipMonitor]) { session, _ in
            try session.execute()
        },
        RedisCommand("discard", 1, [.noScript, .loading, .stale, .fast]) { session, _ in
            guard session.client.queue != nil else { throw RedisFault("ERR DISCARD without MULTI") }
            session.client.leaveTransaction()
            session.reply.ok()
        },
        RedisCommand("watch", -2, [.noScript, .loading, .stale, .fast, .noMulti], .all) { session, arguments in
            guard session.client.queue == nil else { throw RedisFault("ERR WATCH inside MULTI is not allowed") }
            for key in arguments.dropFirst() where session.client.watchedKeys.count < RedisTransactionLimits.watchedKeys
            {
                session.client.watchedKeys.insert(RedisKeyPlace(database: session.client.database, key: key))
            }
            session.reply.ok()
        },
        RedisCommand("unwatch", 1, [.noScript, .loading, .stale, .fast]) { session, _ in
            session.client.watchedKeys = []
            session.client.isWatchBroken = false
            session.reply.ok()
        },
    ]
}
