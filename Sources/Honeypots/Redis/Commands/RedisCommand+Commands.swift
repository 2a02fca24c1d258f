extension RedisCommand {
    static let commandFamily: [RedisCommand] = [
        RedisCommand(
            container: "command", -1, [.loading, .stale],
            [
                RedisCommand("command|count", 2, [.loading, .stale]) {
                    $0.reply.integer($0.table.commands.count); _ = $1
                },
                RedisCommand("command|info", -2, [.loading, .stale]) { $0.describeCommands($1) },
                RedisCommand("command|list", -2, [.loading, .stale], since: .v7_0) { session, arguments in
                    guard arguments.count == 2 else { throw RedisFault.syntax }
                    session.reply.bulks(session.table.commands.map { Array($0.name.utf8) })
                },
                RedisCommand("command|docs", -2, [.loading, .stale], since: .v7_0) { $0.documentCommands($1) },
                RedisCommand("command|getkeys", -3, [.loading, .stale]) { try $0.listKeysOfCommand($1) },
            ]
        ) { session, _ in
            session.reply.array(session.table.commands.count)
            for command in session.table.commands { session.describe(command) }
        }
    ]
}
