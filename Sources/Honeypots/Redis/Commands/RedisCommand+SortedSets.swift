extension RedisCommand {
    static let sortedSetFamily: [RedisCommand] = [
        RedisCommand("zadd", -4, [.write, .denyOOM, .fast], .one, contents: .at(3)) { try $0.addScores($1) },
        RedisCommand("zincrby", 4, [.write, .denyOOM, .fast], .one) { try $0.addScores($1, increments: true) },
        RedisCommand("zrem", -3, [.write, .fast], .one) { session, arguments in
            guard try session.collection(arguments[1], as: RedisSortedSet.self) != nil else {
                return session.reply.integer(0)
            }
            let removed = try session.mutate(arguments[1], as: RedisSortedSet.self) { set in
                arguments.dropFirst(2).reduce(0) { $0 + (set.remove($1) ? 1 : 0) }
            }
            if removed > 0 { session.noteChange(of: arguments[1], count: removed) }
            session.reply.integer(removed)
        },
        RedisCommand("zscore", 3, [.readOnly, .fast], .one) { session, arguments in
            let set = try session.collection(arguments[1], as: RedisSortedSet.self)
            if let score = set?.score(of: arguments[2]) { session.reply.double(score) } else { session.reply.null() }
        },
        RedisCommand("zmscore", -3, [.readOnly, .fast], .one, since: .v6_2) { session, arguments in
            let set = try session.collection(arguments[1], as: RedisSortedSet.self)
            session.reply.array(arguments.count - 2)
            for member in arguments.dropFirst(2) {
                if let score = set?.score(of: member) { session.reply.double(score) } else { session.reply.null() }
            }
        },
        RedisCommand("zcard", 2, [.readOnly, .fast], .one) {
            $0.reply.integer(try $0.collection($1[1], as: RedisSortedSet.self)?.count ?? 0)
        },
        RedisCommand("zrank", 3, [.readOnly, .fast], .one) { try $0.rank($1, isReversed: false) },
        RedisCommand("zrevrank", 3, [.readOnly, .fast], .one) { try $0.rank($1, isReversed: true) },
        RedisCommand("zrange", -4, [.readOnly], .one) { try $0.rangeByRank($1, isReversed: false) },
        RedisCommand("zrevrange", -4, [.readOnly], .one) { try $0.rangeByRank($1, isReversed: true) },
        RedisCommand("zrangebyscore", -4, [.readOnly], .one) { try $0.rangeByScore($1, isReversed: false) },
        RedisCommand("zrevrangebyscore", -4, [.readOnly], .one) { try $0.rangeByScore($1, isReversed: true) },
        RedisCommand("zcount", 4, [.readOnly, .fast], .one) { session, arguments in
            let bounds = try RedisScoreRange(from: arguments[2], to: arguments[3])
            let set = try session.collection(arguments[1], as: RedisSortedSet.self)
            session.reply.integer(set.map { bounds.positions(in: $0).count } ?? 0)
        },
        RedisCommand("zremrangebyrank", 4, [.write], .one) { session, arguments in
            guard let start = RedisNumber.integer(arguments[2]), let end = RedisNumber.integer(arguments[3]) else {
                throw RedisFault.notInteger
            }
            try session.removePositions(arguments[1]) { RedisRange.resolve(start, end, count: $0.count) }
        },
        RedisCommand("zremrangebyscore", 4, [.write], .one) { session, arguments in
            let bounds = try RedisScoreRange(from: arguments[2], to: arguments[3])
            try session.removePositions(arguments[1]) { bounds.positions(in: $0) }
        },
        RedisCommand("zpopmin", -2, [.write, .fast], .one) { try $0.popScores($1, fromTop: false) },
        RedisCommand("zpopmax", -2, [.write, .fast], .one) { try $0.popScores($1, fromTop: true) },
        RedisCommand("zscan", -3, [.readOnly], .one) { session, arguments in
            let options = try RedisScanOptions(arguments, from: 3, cursor: arguments[2], knowsType: false)
            let set = try session.collection(arguments[1], as: RedisSortedSet.self) ?? RedisSortedSet()
            let start = min(set.count, Int(clamping: options.cursor))
            let end = start + min(max(options.count, RedisSession.wholePage), set.count - start)
            let found = set.elements[start..<end].filter { options.admits($0.member) }
            session.reply.array(2)
            session.reply.bulk(end < set.count ? String(end) : "0")
            session.reply.bulks(found.flatMap { [$0.member, Array(RedisNumber.text($0.score).utf8)] })
        },
    ]
}
