import ThreatModel

extension RedisCommand {
    static let serverFamily: [RedisCommand] = [
        RedisCommand("info", -1, [.loading, .stale]) { session, arguments in
            guard session.release >= .v7_0 || arguments.count <= 2 else { throw RedisFault.syntax }
            session.reply.verbatim(session.information(arguments.dropFirst()))
        },
        RedisCommand(container: "config", -2, .administration, configurationSubcommands),
        RedisCommand("flushall", -1, [.write]) { try $0.flush($1, all: true) },
        RedisCommand("flushdb", -1, [.write]) { try $0.flush($1, all: false) },
        RedisCommand("time", 1, [.loading, .stale, .fast]) { session, _ in
            let microseconds = (session.now.milliseconds - session.now.seconds * 1000) * 1000
            session.reply.bulks([session.now.seconds, microseconds].map { Array(String($0).utf8) })
        },
        RedisCommand("shutdown", -1, .administration) { try $0.shutDown($1) },
        RedisCommand("monitor", 1, .administration) { session, _ in
            session.client.isMonitor = true
            session.reply.ok()
        },
        RedisCommand("lolwut", -1, [.readOnly, .fast]) { session, _ in
            session.reply.verbatim(Array("Redis ver. \(session.scene.build.version)\n".utf8))
        },
        RedisCommand(container: "acl", -2, [], accessSubcommands),
        RedisCommand(container: "cluster", -2, [], clusterSubcommands),
        RedisCommand("readonly", 1, [.loading, .stale, .fast]) { _, _ in throw RedisFault.clusterDisabled },
        RedisCommand("readwrite", 1, [.loading, .stale, .fast]) { session, _ in
            guard session.release < .v7_0 else { throw RedisFault.clusterDisabled }
            session.reply.ok()
        },
        RedisCommand("asking", 1, [.fast]) { _, _ in throw RedisFault.clusterDisabled },
    ]

    private static let configurationSubcommands: [RedisCommand] = [
        RedisCommand("config|get", -3, .administration) { try $0.getConfiguration($1) },
        RedisCommand("config|set", -4, .administration, contents: .named(by: 2, at: 3)) { try $0.setConfiguration($1) },
        RedisCommand("config|rewrite", 2, .administration) {
            $0.reply.ok(); _ = $1
        },
        RedisCommand("config|resetstat", 2, .administration) { session, _ in
            session.statistics.reset()
            session.reply.ok()
        },
    ]

    private static let accessSubcommands: [RedisCommand] = [
        RedisCommand("acl|whoami", 2, .connection) { session, _ in session.reply.bulk("default") },
        RedisCommand("acl|users", 2, .administration) { session, _ in session.reply.bulks([Array("default".utf8)]) },
        RedisCommand("acl|list", 2, .administration) { session, _ in
            session.reply.bulks([Array(("user default " + session.accessRules()).utf8)])
        },
        RedisCommand("acl|cat", -2, .connection) { try $0.listCategories($1) },
        RedisCommand("acl|genpass", -2, .connection) { try $0.generatePassword($1) },
        RedisCommand("acl|setuser", -3, .administration) { session, _ in session.reply.ok() },
        RedisCommand("acl|deluser", -3, .administration) { session, arguments in
            guard !arguments.dropFirst(2).contains(Array("default".utf8)) else {
                throw RedisFault("ERR The 'default' user cannot be removed")
            }
            session.reply.integer(0)
        },
    ]

    /// All of them end the same way: this server is on its own.
    private static let clusterSubcommands: [RedisCommand] = [
        ("info", 2), ("nodes", 2), ("slots", 2), ("myid", 2), ("meet", -4), ("replicate", 3), ("forget", 3),
        ("reset", -2), ("failover", -2), ("addslots", -3), ("delslots", -3), ("keyslot", 3), ("saveconfig", 2),
        ("countkeysinslot", 3), ("getkeysinslot", 4), ("setslot", -4), ("replicas", 3), ("slaves", 3), ("bumpepoch", 2),
        ("flushslots", 2), ("set-config-epoch", 3), ("count-failure-reports", 3),
    ].map { name, arity in
        RedisCommand("cluster|\(name)", arity, [.admin, .stale]) { _, _ in throw RedisFault.clusterDisabled }
    }
}
