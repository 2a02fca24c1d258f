/// COMMAND: what the server says of its own commands.
extension RedisSession {
    mutating func describeCommands(_ arguments: [[UInt8]]) {
        let commands =
            arguments.count > 2
            ? arguments.dropFirst(2).map { table.command($0) } : table.commands.map(Optional.some)
        reply.array(commands.count)
        for command in commands {
            if let command { describe(command) } else { reply.null() }
        }
    }

    mutating func describe(_ command: RedisCommand) {
        reply.array(release >= .v7_0 ? 10 : 7)
        reply.bulk(command.name)
        reply.integer(command.arity)
        let flags = flagNames(of: command)
        reply.set(flags.count)
        for flag in flags { reply.simple(flag) }
        reply.integer(command.keys.first)
        reply.integer(command.keys.last)
        reply.integer(command.keys.step)
        reply.set(command.categories.count)
        for category in command.categories { reply.simple("@" + category) }
        guard release >= .v7_0 else { return }
        reply.set(0)
        describeKeys(of: command)
        reply.array(command.subcommands.count)
        for subcommand in command.subcommands.values.sorted(by: { $0.name < $1.name }) { describe(subcommand) }
    }

    private func flagNames(of command: RedisCommand) -> [String] {
        let names: [(RedisCommand.Flags, String)] = [
            (.write, "write"), (.readOnly, "readonly"), (.denyOOM, "denyoom"), (.admin, "admin"), (.pubsub, "pubsub"),
            (.noScript, "noscript"), (.blocking, "blocking"), (.loading, "loading"), (.stale, "stale"),
            (.skipMonitor, "skip_monitor"), (.fast, "fast"), (.noAuth, "no_auth"), (.noMulti, "no_multi"),
            (.movableKeys, "movablekeys"),
        ]
        return names.filter { command.flags.contains($0.0) && (release >= .v7_0 || $0.0 != .noMulti) }.map(\.1)
    }

    /// The places of the keys in the notation of 7.0: where they begin, how they go on, what is done to them.
    private mutating func describeKeys(of command: RedisCommand) {
        guard command.keys.first > 0 else { return reply.set(0) }
        reply.set(1)
        reply.map(3)
        reply.bulk("flags")
        let flags = command.flags.contains(.write) ? ["RW", "access", "update"] : ["RO", "access"]
        reply.set(flags.count)
        for flag in flags { reply.simple(flag) }
        reply.bulk("begin_search")
        writeSpecification("index", [("index", command.keys.first)])
        reply.bulk("find_keys")
        let last = command.keys.last < 0 ? command.keys.last : command.keys.last - command.keys.first
        writeSpecification("range", [("lastkey", last), ("keystep", command.keys.step), ("limit", 0)])
    }

    private mutating func writeSpecification(_ type: String, _ numbers: [(String, Int)]) {
        reply.map(2)
        reply.bulk("type")
        reply.bulk(type)
        reply.bulk("spec")
        reply.map(numbers.count)
        for (name, number) in numbers {
            reply.bulk(name)
            reply.integer(number)
        }
    }

    /// COMMAND DOCS, which `redis-cli` asks for when a person uses it: where each command belongs, without the prose.
    mutating func documentCommands(_ arguments: [[UInt8]]) {
        let commands =
            arguments.count > 2 ? arguments.dropFirst(2).compactMap { table.command($0) } : table.commands
        reply.map(commands.count)
        for command in commands {
            reply.bulk(command.name)
            reply.map(2)
            reply.bulk("since")
            reply.bulk(command.releases.lowerBound == .v6_0 ? "1.0.0" : command.releases.lowerBound.name + ".0")
            reply.bulk("group")
            reply.bulk(command.categories.first { !["read", "write", "fast", "slow"].contains($0) } ?? "server")
        }
    }

    mutating func listKeysOfCommand(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count > 3 || release < .v7_0 else { throw .wrongArity("command|getkeys") }
        let called = Array(arguments.dropFirst(2))
        guard let command = table.command(called[0]) else { throw RedisFault("ERR Invalid command specified") }
        guard command.accepts(argumentCount: called.count) else {
            throw RedisFault("ERR Invalid number of arguments specified for command")
        }
        let keys = command.keyIndices(argumentCount: called.count).map { called[$0] }
        guard !keys.isEmpty else { throw RedisFault("ERR The command has no key arguments") }
        reply.bulks(keys)
    }
}
