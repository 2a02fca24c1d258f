extension RedisCommand {
    static let stringFamily: [RedisCommand] = [
        RedisCommand("get", 2, [.readOnly, .fast], .one) { $0.reply.bulk(orNull: try $0.string($1[1])) },
        RedisCommand("set", -3, [.write, .denyOOM], .one, contents: .at(2)) { try $0.setString($1) },
        RedisCommand("setnx", 3, [.write, .denyOOM, .fast], .one, contents: .at(2)) { session, arguments in
            let isFree = !session.exists(arguments[1])
            if isFree { session.set(arguments[1], to: .string(arguments[2])) }
            session.reply.integer(isFree ? 1 : 0)
        },
        RedisCommand("setex", 4, [.write, .denyOOM], .one, contents: .at(3)) {
            try $0.setExpiring($1, unit: .seconds, command: "setex")
        },
        RedisCommand("psetex", 4, [.write, .denyOOM], .one, contents: .at(3)) {
            try $0.setExpiring($1, unit: .milliseconds, command: "psetex")
        },
        RedisCommand("getset", 3, [.write, .denyOOM, .fast], .one, contents: .at(2)) { session, arguments in
            session.reply.bulk(orNull: try session.string(arguments[1]))
            session.set(arguments[1], to: .string(arguments[2]))
        },
        RedisCommand("getdel", 2, [.write, .fast], .one, since: .v6_2) { session, arguments in
            let value = try session.string(arguments[1])
            session.reply.bulk(orNull: value)
            if value != nil { session.delete(arguments[1]) }
        },
        RedisCommand("getex", -2, [.write, .fast], .one, since: .v6_2) { try $0.getExpiring($1) },
        RedisCommand("mget", -2, [.readOnly, .fast], .all) { session, arguments in
            session.reply.array(arguments.count - 1)
            for key in arguments.dropFirst() {
                if case .string(let value)? = session.value(key) {
                    session.reply.bulk(value)
                } else {
                    session.reply.null()
                }
            }
        },
        RedisCommand("mset", -3, [.write, .denyOOM], .pairs, contents: .from(2, step: 2)) {
            try $0.setMany($1, onlyIfFree: false)
        },
        RedisCommand("msetnx", -3, [.write, .denyOOM], .pairs, contents: .from(2, step: 2)) {
            try $0.setMany($1, onlyIfFree: true)
        },
        RedisCommand("append", 3, [.write, .denyOOM, .fast], .one, contents: .at(2)) { try $0.append($1) },
        RedisCommand("strlen", 2, [.readOnly, .fast], .one) { $0.reply.integer(try $0.string($1[1])?.count ?? 0) },
        RedisCommand("getrange", 4, [.readOnly], .one) { try $0.getRange($1) },
        RedisCommand("substr", 4, [.readOnly], .one) { try $0.getRange($1) },
        RedisCommand("setrange", 4, [.write, .denyOOM], .one, contents: .at(3)) { try $0.setRange($1) },
        RedisCommand("incr", 2, [.write, .denyOOM, .fast], .one) { try $0.increment($1[1], by: 1) },
        RedisCommand("decr", 2, [.write, .denyOOM, .fast], .one) { try $0.increment($1[1], by: -1) },
        RedisCommand("incrby", 3, [.write, .denyOOM, .fast], .one) { session, arguments in
            guard let step = RedisNumber.integer(arguments[2]) else { throw RedisFault.notInteger }
            try session.increment(arguments[1], by: step)
        },
        RedisCommand("decrby", 3, [.write, .denyOOM, .fast], .one) { session, arguments in
            guard let step = RedisNumber.integer(arguments[2]) else { throw RedisFault.notInteger }
            guard step != .min || session.release < .v7_0 else { throw RedisFault("ERR decrement would overflow") }
            try session.increment(arguments[1], by: 0 &- step)
        },
        RedisCommand("incrbyfloat", 3, [.write, .denyOOM, .fast], .one) { try $0.incrementByFloat($1) },
    ]

    static let bitFamily: [RedisCommand] = [
        RedisCommand("setbit", 4, [.write, .denyOOM], .one) { try $0.setBit($1) },
        RedisCommand("getbit", 3, [.readOnly, .fast], .one) { try $0.getBit($1) },
        RedisCommand("bitcount", -2, [.readOnly], .one) { try $0.countBits($1) },
    ]
}
