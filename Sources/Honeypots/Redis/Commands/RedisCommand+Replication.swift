extension RedisCommand {
    static let replicationFamily: [RedisCommand] = [
        RedisCommand("slaveof", 3, [.admin, .noScript, .stale], contents: .named(by: 1, at: 2)) {
            try $0.replicate($1)
        },
        RedisCommand("replicaof", 3, [.admin, .noScript, .stale], contents: .named(by: 1, at: 2)) {
            try $0.replicate($1)
        },
        RedisCommand("role", 1, [.noScript, .loading, .stale, .fast]) { session, _ in session.writeRole() },
        RedisCommand("replconf", -1, .administration) { session, arguments in
            guard !arguments.count.isMultiple(of: 2) else { throw RedisFault.syntax }
            session.reply.ok()
        },
        RedisCommand("sync", 1, [.admin, .noScript]) { session, _ in session.sendDataset(announcing: false) },
        RedisCommand("psync", -3, [.admin, .noScript]) { session, _ in session.sendDataset(announcing: true) },
        RedisCommand("wait", 3, [.noScript]) { try $0.wait($1) },
        RedisCommand("failover", -1, [.admin, .noScript, .stale], since: .v6_2) { session, arguments in
            guard arguments.count == 1 else { throw RedisFault.syntax }
            throw session.replication.master == nil
                ? RedisFault("ERR FAILOVER requires connected replicas.")
                : RedisFault("ERR FAILOVER is not valid when server is a replica.")
        },
    ]
}
