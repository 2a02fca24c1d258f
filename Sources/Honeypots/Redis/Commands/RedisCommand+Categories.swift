extension RedisCommand {
    /// The categories of ACL, in the order the server lists them.
    static let categoryNames = [
        "keyspace", "read", "write", "set", "sortedset", "list", "hash", "string", "bitmap", "hyperloglog", "geo",
        "stream", "pubsub", "admin", "fast", "slow", "blocking", "dangerous", "connection", "transaction", "scripting",
    ]

    /// Commands that are counted as dangerous though they are not administrative.
    private static let dangerous: Set<String> = [
        "flushall", "flushdb", "info", "keys", "psync", "replconf", "restore", "role", "sort", "swapdb", "sync",
    ]

    /// Which family a command belongs to, by name.
    private static let groups: [String: String] = {
        let families: [(String, [RedisCommand])] = [
            ("connection", connectionFamily), ("string", stringFamily), ("bitmap", bitFamily), ("keyspace", keyFamily),
            ("list", listFamily), ("hash", hashFamily), ("set", setFamily), ("sortedset", sortedSetFamily),
            ("pubsub", channelFamily), ("transaction", transactionFamily), ("scripting", scriptFamily),
        ]
        let named = families.flatMap { group, commands in commands.map { ($0.name, group) } }
        let others = [
            ("flushall", "keyspace"), ("flushdb", "keyspace"), ("command", "connection"), ("wait", "connection"),
            ("asking", "connection"), ("readonly", "connection"), ("readwrite", "connection"),
        ]
        return Dictionary(named + others) { first, _ in first }
    }()

    /// The categories this command is in, in the order of ``categoryNames``.
    var categories: [String] {
        let container = String(name.prefix { $0 != "|" })
        var own: Set<String> = [flags.contains(.fast) ? "fast" : "slow"]
        if let group = Self.groups[container] { own.insert(group) }
        if container == "sort" { own.formUnion(["set", "sortedset", "list"]) }
        if flags.contains(.write) { own.insert("write") }
        if flags.contains(.readOnly) { own.insert("read") }
        if flags.contains(.admin) { own.formUnion(["admin", "dangerous"]) }
        if flags.contains(.blocking) { own.insert("blocking") }
        if Self.dangerous.contains(container) { own.insert("dangerous") }
        return Self.categoryNames.filter(own.contains)
    }
}
