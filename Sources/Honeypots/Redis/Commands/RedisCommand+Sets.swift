extension RedisCommand {
    static let setFamily: [RedisCommand] = [
        RedisCommand("sadd", -3, [.write, .denyOOM, .fast], .one, contents: .from(2, step: 1)) { session, arguments in
            let added = try session.mutate(arguments[1], as: RedisSet.self) { set in
                arguments.dropFirst(2).reduce(0) { $0 + (set.insert($1) ? 1 : 0) }
            }
            if added > 0 { session.noteChange(of: arguments[1], count: added) }
            session.reply.integer(added)
        },
        RedisCommand("srem", -3, [.write, .fast], .one) { session, arguments in
            guard try session.collection(arguments[1], as: RedisSet.self) != nil else {
                return session.reply.integer(0)
            }
            let removed = try session.mutate(arguments[1], as: RedisSet.self) { set in
                arguments.dropFirst(2).reduce(0) { $0 + (set.remove($1) ? 1 : 0) }
            }
            if removed > 0 { session.noteChange(of: arguments[1], count: removed) }
            session.reply.integer(removed)
        },
        RedisCommand("smembers", 2, [.readOnly], .one) { session, arguments in
            let members = try session.collection(arguments[1], as: RedisSet.self)?.listed ?? []
            session.reply.set(members.count)
            for member in members { session.reply.bulk(member) }
        },
        RedisCommand("sismember", 3, [.readOnly, .fast], .one) { session, arguments in
            let set = try session.collection(arguments[1], as: RedisSet.self)
            session.reply.integer(set?.contains(arguments[2]) ?? false ? 1 : 0)
        },
        RedisCommand("smismember", -3, [.readOnly, .fast], .one, since: .v6_2) { session, arguments in
            let set = try session.collection(arguments[1], as: RedisSet.self) ?? RedisSet()
            session.reply.array(arguments.count - 2)
            for member in arguments.dropFirst(2) { session.reply.integer(set.contains(member) ? 1 : 0) }
        },
        RedisCommand("scard", 2, [.readOnly, .fast], .one) {
            $0.reply.integer(try $0.collection($1[1], as: RedisSet.self)?.count ?? 0)
        },
        RedisCommand("spop", -2, [.write, .fast], .one) { try $0.popMembers($1) },
        RedisCommand("srandmember", -2, [.readOnly], .one) { try $0.randomMembers($1) },
        RedisCommand("smove", 4, [.write, .fast], .two) { try $0.moveMember($1) },
        RedisCommand("sinter", -2, [.readOnly], .all) { try $0.combine(.intersection, $1.dropFirst()) },
        RedisCommand("sunion", -2, [.readOnly], .all) { try $0.combine(.union, $1.dropFirst()) },
        RedisCommand("sdiff", -2, [.readOnly], .all) { try $0.combine(.difference, $1.dropFirst()) },
        RedisCommand("sinterstore", -3, [.write, .denyOOM], .all) { try $0.combineAndStore(.intersection, $1) },
        RedisCommand("sunionstore", -3, [.write, .denyOOM], .all) { try $0.combineAndStore(.union, $1) },
        RedisCommand("sdiffstore", -3, [.write, .denyOOM], .all) { try $0.combineAndStore(.difference, $1) },
        RedisCommand("sintercard", -3, [.readOnly, .movableKeys], since: .v7_0) { try $0.countIntersection($1) },
        RedisCommand("sscan", -3, [.readOnly], .one) { session, arguments in
            let options = try RedisScanOptions(arguments, from: 3, cursor: arguments[2], knowsType: false)
            let set = try session.collection(arguments[1], as: RedisSet.self) ?? RedisSet()
            let page = set.members.page(from: options.cursor, count: max(options.count, RedisSession.wholePage))
            session.reply.array(2)
            session.reply.bulk(String(page.next))
            session.reply.bulks(page.elements.map(\.key).filter { options.admits($0) })
        },
    ]
}
