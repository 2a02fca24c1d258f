import ThreatModel

extension RedisCommand {
    static let persistenceFamily: [RedisCommand] = [
        RedisCommand("save", 1, [.admin, .noScript]) { session, _ in
            session.writeDump()
            session.reply.ok()
        },
        RedisCommand("bgsave", -1, [.admin, .noScript]) { session, arguments in
            guard arguments.count == 1 || arguments.count == 2 && RedisText.matches(arguments[1], "schedule") else {
                throw RedisFault.syntax
            }
            session.writeDump()
            session.reply.simple("Background saving started")
        },
        RedisCommand("bgrewriteaof", 1, [.admin, .noScript]) { session, _ in
            session.reply.simple("Background append only file rewriting started")
        },
        RedisCommand("lastsave", 1, [.loading, .stale, .fast]) {
            $0.reply.integer($0.lastSave.seconds); _ = $1
        },
    ]
}
