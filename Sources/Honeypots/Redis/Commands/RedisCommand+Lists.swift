extension RedisCommand {
    static let listFamily: [RedisCommand] = [
        RedisCommand("lpush", -3, [.write, .denyOOM, .fast], .one, contents: .from(2, step: 1)) {
            try $0.push($1, .left, onlyIfTaken: false)
        },
        RedisCommand("rpush", -3, [.write, .denyOOM, .fast], .one, contents: .from(2, step: 1)) {
            try $0.push($1, .right, onlyIfTaken: false)
        },
        RedisCommand("lpushx", -3, [.write, .denyOOM, .fast], .one, contents: .from(2, step: 1)) {
            try $0.push($1, .left, onlyIfTaken: true)
        },
        RedisCommand("rpushx", -3, [.write, .denyOOM, .fast], .one, contents: .from(2, step: 1)) {
            try $0.push($1, .right, onlyIfTaken: true)
        },
        RedisCommand("lpop", 2, [.write, .fast], .one, until: .v6_0) { try $0.pop($1, .left) },
        RedisCommand("lpop", -2, [.write, .fast], .one, since: .v6_2) { try $0.pop($1, .left) },
        RedisCommand("rpop", 2, [.write, .fast], .one, until: .v6_0) { try $0.pop($1, .right) },
        RedisCommand("rpop", -2, [.write, .fast], .one, since: .v6_2) { try $0.pop($1, .right) },
        RedisCommand("llen", 2, [.readOnly, .fast], .one) {
            $0.reply.integer(try $0.collection($1[1], as: RedisList.self)?.count ?? 0)
        },
        RedisCommand("lrange", 4, [.readOnly], .one) { try $0.listRange($1) },
        RedisCommand("lindex", 3, [.readOnly], .one) { try $0.listIndex($1) },
        RedisCommand("lset", 4, [.write, .denyOOM], .one, contents: .at(3)) { try $0.listSet($1) },
        RedisCommand("lrem", 4, [.write], .one) { try $0.listRemove($1) },
        RedisCommand("ltrim", 4, [.write], .one) { try $0.listTrim($1) },
        RedisCommand("linsert", 5, [.write, .denyOOM], .one, contents: .at(4)) { try $0.listInsert($1) },
        RedisCommand("lpos", -3, [.readOnly], .one) { try $0.listPosition($1) },
        RedisCommand("rpoplpush", 3, [.write, .denyOOM], .two) {
            try $0.moveElement($1[1], $1[2], from: .right, to: .left)
        },
        RedisCommand("lmove", 5, [.write, .denyOOM], .two, since: .v6_2) { session, arguments in
            guard let from = RedisList.End(arguments[3]), let to = RedisList.End(arguments[4]) else {
                throw RedisFault.syntax
            }
            try session.moveElement(arguments[1], arguments[2], from: from, to: to)
        },
        RedisCommand("blpop", -3, [.write, .noScript, .blocking], .allButLast) { try $0.blockingPop($1, .left) },
        RedisCommand("brpop", -3, [.write, .noScript, .blocking], .allButLast) { try $0.blockingPop($1, .right) },
    ]
}

extension RedisList.End {
    fileprivate init?(_ word: [UInt8]) {
        if RedisText.matches(word, "left") {
            self = .left
        } else if RedisText.matches(word, "right") {
            self = .right
        } else {
            return nil
        }
    }
}
