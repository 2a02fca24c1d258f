extension RedisCommand {
    static let hashFamily: [RedisCommand] = [
        RedisCommand("hset", -4, [.write, .denyOOM, .fast], .one, contents: .from(3, step: 2)) {
            try $0.setFields($1, command: "hset")
        },
        RedisCommand("hmset", -4, [.write, .denyOOM, .fast], .one, contents: .from(3, step: 2)) {
            try $0.setFields($1, command: "hmset")
        },
        RedisCommand("hsetnx", 4, [.write, .denyOOM, .fast], .one, contents: .at(3)) { session, arguments in
            let isFree = try session.collection(arguments[1], as: RedisHash.self)?[arguments[2]] == nil
            if isFree {
                try session.mutate(arguments[1], as: RedisHash.self) { $0[arguments[2]] = arguments[3] }
                session.noteChange(of: arguments[1])
            }
            session.reply.integer(isFree ? 1 : 0)
        },
        RedisCommand("hget", 3, [.readOnly, .fast], .one) {
            $0.reply.bulk(orNull: try $0.collection($1[1], as: RedisHash.self)?[$1[2]])
        },
        RedisCommand("hmget", -3, [.readOnly, .fast], .one) { session, arguments in
            let hash = try session.collection(arguments[1], as: RedisHash.self) ?? RedisHash()
            session.reply.array(arguments.count - 2)
            for field in arguments.dropFirst(2) { session.reply.bulk(orNull: hash[field]) }
        },
        RedisCommand("hgetall", 2, [.readOnly], .one) { session, arguments in
            let hash = try session.collection(arguments[1], as: RedisHash.self) ?? RedisHash()
            session.reply.map(hash.count)
            for element in hash.fields.elements {
                session.reply.bulk(element.key)
                session.reply.bulk(element.value)
            }
        },
        RedisCommand("hdel", -3, [.write, .fast], .one) { try $0.deleteFields($1) },
        RedisCommand("hlen", 2, [.readOnly, .fast], .one) {
            $0.reply.integer(try $0.collection($1[1], as: RedisHash.self)?.count ?? 0)
        },
        RedisCommand("hexists", 3, [.readOnly, .fast], .one) { session, arguments in
            let hash = try session.collection(arguments[1], as: RedisHash.self)
            session.reply.integer(hash?[arguments[2]] == nil ? 0 : 1)
        },
        RedisCommand("hkeys", 2, [.readOnly], .one) { session, arguments in
            let hash = try session.collection(arguments[1], as: RedisHash.self) ?? RedisHash()
            session.reply.bulks(hash.fields.elements.map(\.key))
        },
        RedisCommand("hvals", 2, [.readOnly], .one) { session, arguments in
            let hash = try session.collection(arguments[1], as: RedisHash.self) ?? RedisHash()
            session.reply.bulks(hash.fields.elements.map(\.value))
        },
        RedisCommand("hstrlen", 3, [.readOnly, .fast], .one) {
            $0.reply.integer(try $0.collection($1[1], as: RedisHash.self)?[$1[2]]?.count ?? 0)
        },
        RedisCommand("hincrby", 4, [.write, .denyOOM, .fast], .one) { try $0.incrementField($1) },
        RedisCommand("hincrbyfloat", 4, [.write, .denyOOM, .fast], .one) { try $0.incrementFieldByFloat($1) },
        RedisCommand("hscan", -3, [.readOnly], .one) { try $0.scanFields($1) },
        RedisCommand("hrandfield", -2, [.readOnly], .one, since: .v6_2) { try $0.randomFields($1) },
    ]
}
