@testable import Honeypots

/// Draws commands that are mostly sensible and sometimes not: the names a server knows, few keys, few values, the words
/// of options here and there.
struct CommandGenerator {
    /// Commands whose replies depend on chance, time or the machine, or that end or silence the connection.
    private static let excluded: Set<String> = [
        "acl", "auth", "bgrewriteaof", "bgsave", "blpop", "brpop", "client", "cluster", "command", "config", "debug",
        "expire", "pexpire", "psetex", "pttl", "setex",
        "dump", "eval", "eval_ro", "evalsha", "evalsha_ro", "failover", "hello", "info", "lastsave", "latency",
        "lolwut",
        "memory", "module", "monitor", "object", "psubscribe", "psync", "publish", "pubsub", "punsubscribe", "quit",
        "randomkey", "replconf", "replicaof", "reset", "restore", "role", "save", "script", "shutdown", "slaveof",
        "slowlog", "spop", "subscribe", "sync", "time", "unsubscribe", "wait", "scan", "hscan", "sscan", "zscan",
        "srandmember", "hrandfield",
    ]
    /// Commands of 6.0 with faults that are not played: offsets that crash it, empty hashes left behind, changes announced
    /// where nothing was changed.
    private static let broken: Set<String> = ["setrange", "hincrbyfloat", "sdiffstore", "sunionstore"]
    private static let keys = ["a", "b", "c", "list", "hash", "set", "zset", "n"]
    private static let values = [
        "0", "1", "2", "-1", "3", "10", "-5", "x", "y", "hello", "1.5", "-inf", "+inf", "(1", "(3", "nan", "1e3", "",
        "9223372036854775807", "-9223372036854775808", "007", " 1", "99999999999999999999", "f1", "f2", "a b", "\u{e9}",
    ]
    private static let options = [
        "NX", "XX", "GT", "LT", "CH", "INCR", "KEEPTTL", "GET", "WITHSCORES", "LIMIT", "BYSCORE", "REV",
        "COUNT", "RANK", "MAXLEN", "BEFORE", "AFTER", "LEFT", "RIGHT", "DESC", "ALPHA", "BY", "STORE", "REPLACE",
        "ASYNC",
        "PERSIST", "BIT", "BYTE", "DB",
    ]
    /// Replies that are lists without an order of their own.
    static let unordered: Set<String> = [
        "hgetall", "hkeys", "hvals", "keys", "sdiff", "sinter", "smembers", "sort", "sunion", "multi", "exec",
    ]

    private let commands: [RedisCommand]
    private var generator: SeededGenerator

    init(seed: UInt64, release: RedisRelease) {
        commands = RedisCommandTable.of(release).commands.filter { command in
            !Self.excluded.contains(command.name) && !(release == .v6_0 && Self.broken.contains(command.name))
        }
        generator = SeededGenerator(seed: seed)
    }

    mutating func next() -> [[UInt8]] {
        guard let command = generator.pick(from: commands) else { return [] }
        var words = [command.name]
        let least = abs(command.arity)
        var count = least
        if command.arity < 0 { count += generator.below(4) }
        if generator.chance(percent: 4) { count = max(1, count + generator.number(in: -1...1)) }
        while words.count < count {
            let isKey = command.keyIndices(argumentCount: count).contains(words.count)
            let pool =
                isKey
                ? Self.keys : generator.chance(percent: words.count >= least ? 40 : 6) ? Self.options : Self.values
            words.append(generator.pick(from: pool) ?? "")
        }
        return words.map { Array($0.utf8) }
    }
}
