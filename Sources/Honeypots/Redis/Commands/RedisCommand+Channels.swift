extension RedisCommand {
    static let channelFamily: [RedisCommand] = [
        RedisCommand("subscribe", -2, [.pubsub, .noScript, .loading, .stale]) {
            try $0.subscribe($1, \.channels, "subscribe")
        },
        RedisCommand("psubscribe", -2, [.pubsub, .noScript, .loading, .stale]) {
            try $0.subscribe($1, \.patterns, "psubscribe")
        },
        RedisCommand("unsubscribe", -1, [.pubsub, .noScript, .loading, .stale]) {
            $0.unsubscribe($1, \.channels, "unsubscribe")
        },
        RedisCommand("punsubscribe", -1, [.pubsub, .noScript, .loading, .stale]) {
            $0.unsubscribe($1, \.patterns, "punsubscribe")
        },
        RedisCommand("publish", 3, [.pubsub, .loading, .stale, .fast], contents: .named(by: 1, at: 2)) {
            $0.publish($1[2], to: $1[1])
        },
        RedisCommand(container: "pubsub", -2, [], channelSubcommands),
    ]

    private static let channelSubcommands: [RedisCommand] = [
        RedisCommand("pubsub|channels", -2, [.pubsub, .loading, .stale]) { session, arguments in
            guard arguments.count <= 3 else { throw session.subcommandSyntax("pubsub", arguments[1]) }
            let glob = RedisPattern(arguments.count == 3 ? arguments[2] : [UInt8(ascii: "*")])
            session.reply.bulks(session.client.channels.filter { glob.matches($0) })
        },
        RedisCommand("pubsub|numsub", -2, [.pubsub, .loading, .stale]) { session, arguments in
            session.reply.array(2 * (arguments.count - 2))
            for channel in arguments.dropFirst(2) {
                session.reply.bulk(channel)
                session.reply.integer(session.client.channels.contains(channel) ? 1 : 0)
            }
        },
        RedisCommand("pubsub|numpat", 2, [.pubsub, .loading, .stale]) { session, _ in
            session.reply.integer(session.client.patterns.count)
        },
    ]
}
