extension RedisCommand {
    static let inspectionFamily: [RedisCommand] = [
        RedisCommand("debug", -2, .administration) { try $0.debug($1) },
        RedisCommand(container: "slowlog", -2, .administration, slowLogSubcommands),
        RedisCommand(container: "latency", -2, .administration, latencySubcommands),
        RedisCommand(container: "memory", -2, [.readOnly], memorySubcommands),
    ]

    private static let slowLogSubcommands: [RedisCommand] = [
        RedisCommand("slowlog|get", -2, .administration) { session, arguments in
            guard arguments.count <= 3 else { throw session.subcommandSyntax("slowlog", arguments[1]) }
            if arguments.count == 3, RedisNumber.integer(arguments[2]) == nil {
                throw session.release >= .v7_0
                    ? RedisFault("ERR count should be greater than or equal to -1") : .notInteger
            }
            session.reply.array(0)
        },
        RedisCommand("slowlog|len", 2, .administration) { session, _ in session.reply.integer(0) },
        RedisCommand("slowlog|reset", 2, .administration) { session, _ in session.reply.ok() },
    ]

    private static let latencySubcommands: [RedisCommand] = [
        RedisCommand("latency|latest", 2, .administration) { session, _ in session.reply.array(0) },
        RedisCommand("latency|history", 3, .administration) { session, _ in session.reply.array(0) },
        RedisCommand("latency|reset", -2, .administration) { session, _ in session.reply.integer(0) },
        RedisCommand("latency|histogram", -2, .administration, since: .v7_0) { session, _ in session.reply.map(0) },
    ]

    private static let memorySubcommands: [RedisCommand] = [
        RedisCommand("memory|usage", -3, [.readOnly], .second) { try $0.memoryUsage($1) },
        RedisCommand("memory|purge", 2, []) { session, _ in session.reply.ok() },
        RedisCommand("memory|malloc-stats", 2, []) { session, _ in
            session.reply.verbatim(Array("___ Begin jemalloc statistics ___\n--- End jemalloc statistics ---\n".utf8))
        },
    ]
}
