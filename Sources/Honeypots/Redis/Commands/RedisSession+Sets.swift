extension RedisSession {
    /// What SINTER, SUNION and SDIFF do with their sets.
    enum SetCombination: Sendable {
        case intersection
        case union
        case difference
    }

    mutating func combine(_ combination: SetCombination, _ keys: ArraySlice<[UInt8]>) throws(RedisFault) {
        let members = try combined(combination, keys)
        reply.set(members.count)
        for member in members { reply.bulk(member) }
    }

    mutating func combineAndStore(_ combination: SetCombination, _ arguments: [[UInt8]]) throws(RedisFault) {
        let members = try combined(combination, arguments.dropFirst(2))
        let destination = arguments[1]
        try demandRoom(for: members.reduce(0) { $0 + $1.count + RedisValue.elementOverhead })
        delete(destination)
        if !members.isEmpty {
            try mutate(destination, as: RedisSet.self) { set in
                for member in members { set.insert(member) }
            }
            noteChange(of: destination)
        }
        reply.integer(members.count)
    }

    private mutating func combined(
        _ combination: SetCombination, _ keys: ArraySlice<[UInt8]>
    ) throws(RedisFault) -> [[UInt8]] {
        var sets: [RedisSet] = []
        for key in keys { sets.append(try collection(key, as: RedisSet.self) ?? RedisSet()) }
        guard let first = sets.first else { return [] }
        switch combination {
        case .intersection:
            let smallest = sets.min { $0.count < $1.count } ?? first
            return smallest.listed.filter { member in sets.allSatisfy { $0.contains(member) } }
        case .difference:
            return first.listed.filter { member in !sets.dropFirst().contains { $0.contains(member) } }
        case .union:
            // The same set named again and again costs its size once.
            var seen: Set<[UInt8]> = []
            var union = RedisSet()
            for (key, set) in zip(keys, sets) where seen.insert(key).inserted {
                for element in set.members.elements { union.insert(element.key) }
            }
            return union.listed
        }
    }

    mutating func countIntersection(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let count = RedisNumber.integer(arguments[1]), count > 0 else {
            throw RedisFault("ERR numkeys should be greater than 0")
        }
        guard count <= arguments.count - 2 else {
            throw RedisFault("ERR Number of keys can't be greater than number of args")
        }
        var limit = Int.max
        var index = 2 + Int(count)
        while index < arguments.count {
            guard RedisText.matches(arguments[index], "limit"), index + 1 < arguments.count else { throw .syntax }
            guard let number = RedisNumber.integer(arguments[index + 1]), number >= 0 else {
                throw RedisFault("ERR LIMIT can't be negative")
            }
            limit = number == 0 ? .max : Int(clamping: number)
            index += 2
        }
        reply.integer(min(limit, try combined(.intersection, arguments[2..<2 + Int(count)]).count))
    }

    mutating func popMembers(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count <= 3 else { throw .syntax }
        let key = arguments[1]
        guard arguments.count == 3 else {
            let member = try collection(key, as: RedisSet.self)?.members.random(using: &generator)?.key
            if let member { try remove([member], from: key) }
            return reply.bulk(orNull: member)
        }
        let asked = RedisNumber.integer(arguments[2])
        if release == .v6_0 {
            guard let asked else { throw .notInteger }
            guard asked >= 0 else { throw .indexOutOfRange }
        }
        guard let count = asked, count >= 0 else { throw .notPositive }
        let members = try collection(key, as: RedisSet.self)?.members.elements.map(\.key) ?? []
        let drawn = drawnIndices(of: members.count, count: count).map { members[$0] }
        try remove(drawn, from: key)
        reply.set(drawn.count)
        for member in drawn { reply.bulk(member) }
    }

    private mutating func remove(_ members: [[UInt8]], from key: [UInt8]) throws(RedisFault) {
        guard !members.isEmpty else { return }
        try mutate(key, as: RedisSet.self) { set in
            for member in members { set.remove(member) }
        }
        noteChange(of: key, count: members.count)
    }

    mutating func randomMembers(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count <= 3 else { throw .syntax }
        guard arguments.count == 3 else {
            let set = try collection(arguments[1], as: RedisSet.self)
            return reply.bulk(orNull: set?.members.random(using: &generator)?.key)
        }
        guard let count = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        let members = try collection(arguments[1], as: RedisSet.self)?.members.elements.map(\.key) ?? []
        let drawn = drawnIndices(of: members.count, count: count)
        if count < 0 || release >= .v6_2 { reply.array(drawn.count) } else { reply.set(drawn.count) }
        for index in drawn where !reply.isOverflown { reply.bulk(members[index]) }
    }

    mutating func moveMember(_ arguments: [[UInt8]]) throws(RedisFault) {
        let (source, destination, member) = (arguments[1], arguments[2], arguments[3])
        guard let set = try collection(source, as: RedisSet.self) else { return reply.integer(0) }
        _ = try collection(destination, as: RedisSet.self)
        guard set.contains(member) else { return reply.integer(0) }
        if source != destination {
            try remove([member], from: source)
            try mutate(destination, as: RedisSet.self) { _ = $0.insert(member) }
            noteChange(of: destination)
        }
        reply.integer(1)
    }
}
