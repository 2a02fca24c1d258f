extension RedisCommand {
    static let moduleFamily: [RedisCommand] = [
        RedisCommand(
            container: "module", -2, [.admin, .noScript],
            [
                RedisCommand("module|list", 2, [.admin, .noScript]) { session, _ in session.writeModules() },
                RedisCommand("module|load", -3, [.admin, .noScript], contents: .at(2)) { try $0.loadModule($1) },
                RedisCommand("module|unload", 3, [.admin, .noScript]) { try $0.unloadModule($1) },
            ])
    ]

    /// The commands of the module that attackers bring: to run a program and see what it prints, or to be called back.
    static let intruderFamily: [RedisCommand] = [
        RedisCommand("system.exec", -1, [.admin, .readOnly], contents: .at(1)) { session, arguments in
            guard arguments.count == 2 else { throw RedisFault.wrongArity("system.exec") }
            session.reply.bulk(HostProbe(persona: session.context.persona).output(of: arguments[1]))
        },
        RedisCommand("system.rev", -1, [.admin, .readOnly], contents: .from(1, step: 1)) { session, arguments in
            guard arguments.count == 3 else { throw RedisFault.wrongArity("system.rev") }
            // The call back never comes, and never returns either.
            session.client.isBlocked = true
        },
    ]
}
