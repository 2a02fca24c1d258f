extension RedisSession {
    private struct AddOptions {
        var onlyNew = false
        var onlyOld = false
        var onlyGreater = false
        var onlyLess = false
        var countsChanges = false
        var increments = false
    }

    /// ZADD, and ZINCRBY, which is ZADD with INCR.
    mutating func addScores(_ arguments: [[UInt8]], increments: Bool = false) throws(RedisFault) {
        var options = AddOptions(increments: increments)
        var start = 2
        options: while start < arguments.count {
            switch String(decoding: RedisText.lowercased(arguments[start].prefix(8)), as: UTF8.self) {
            case "nx": options.onlyNew = true
            case "xx": options.onlyOld = true
            case "ch": options.countsChanges = true
            case "incr": options.increments = true
            case "gt" where release >= .v6_2: options.onlyGreater = true
            case "lt" where release >= .v6_2: options.onlyLess = true
            default: break options
            }
            start += 1
        }
        let pairs = arguments[start...]
        guard !pairs.isEmpty, pairs.count.isMultiple(of: 2) else { throw .syntax }
        if options.onlyNew, options.onlyOld {
            throw RedisFault("ERR XX and NX options at the same time are not compatible")
        }
        if [options.onlyGreater, options.onlyLess, options.onlyNew].filter({ $0 }).count > 1 {
            throw RedisFault("ERR GT, LT, and/or NX options at the same time are not compatible")
        }
        if options.increments, pairs.count > 2 {
            throw RedisFault("ERR INCR option supports a single increment-element pair")
        }
        var scored: [RedisSortedSet.Element] = []
        for index in stride(from: start, to: arguments.count, by: 2) {
            guard let score = RedisNumber.double(arguments[index]) else { throw .notFloat }
            scored.append(RedisSortedSet.Element(member: arguments[index + 1], score: score))
        }
        try add(scored, to: arguments[1], options)
    }

    private mutating func add(
        _ scored: [RedisSortedSet.Element], to key: [UInt8], _ options: AddOptions
    ) throws(RedisFault) {
        let isThere = try collection(key, as: RedisSortedSet.self) != nil
        guard isThere || !options.onlyOld else { return options.increments ? reply.null() : reply.integer(0) }
        var (added, changed) = (0, 0)
        var last: Double?
        let release = release
        try mutate(key, as: RedisSortedSet.self) { set throws(RedisFault) in
            for element in scored {
                let old = set.score(of: element.member)
                var score = options.increments ? (old ?? 0) + element.score : element.score
                // 7.0 keeps whole numbers as such, and so loses the sign of nothing.
                if score == 0, release >= .v7_0 { score = 0 }
                guard !score.isNaN else { throw RedisFault("ERR resulting score is not a number (NaN)") }
                if let old {
                    guard !options.onlyNew, !options.onlyGreater || score > old, !options.onlyLess || score < old else {
                        continue
                    }
                    if score != old { changed += 1 }
                } else {
                    guard !options.onlyOld else { continue }
                    added += 1
                }
                set.set(element.member, to: score)
                last = score
            }
        }
        if added + changed > 0 { noteChange(of: key, count: added + changed) }
        guard options.increments else { return reply.integer(options.countsChanges ? added + changed : added) }
        if let last { reply.double(last) } else { reply.null() }
    }

    mutating func rank(_ arguments: [[UInt8]], isReversed: Bool) throws(RedisFault) {
        let set = try collection(arguments[1], as: RedisSortedSet.self)
        guard let set, let rank = set.rank(of: arguments[2]) else { return reply.null() }
        reply.integer(isReversed ? set.count - 1 - rank : rank)
    }

    /// ZRANGE and ZREVRANGE; since 6.2 ZRANGE takes the options of the others.
    mutating func rangeByRank(_ arguments: [[UInt8]], isReversed: Bool) throws(RedisFault) {
        var withScores = false
        var isReversed = isReversed
        var isByScore = false
        var limit: (offset: Int64, count: Int64)?
        var index = 4
        let takesMore = release >= .v6_2 && !isReversed
        // 6.0 reads the positions before the options.
        if release == .v6_0 { _ = try positions(arguments) }
        while index < arguments.count {
            let more = arguments.count - 1 - index
            switch String(decoding: RedisText.lowercased(arguments[index].prefix(16)), as: UTF8.self) {
            case "withscores": withScores = true
            case "rev" where takesMore: isReversed = true
            case "byscore" where takesMore: isByScore = true
            case "limit" where release >= .v6_2 && more >= 2:
                guard let offset = RedisNumber.integer(arguments[index + 1]),
                    let count = RedisNumber.integer(arguments[index + 2])
                else { throw .notInteger }
                limit = (offset, count)
                index += 2
            default: throw .syntax
            }
            index += 1
        }
        if limit != nil, !isByScore {
            throw RedisFault(
                "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX")
        }
        if isByScore {
            return try writeByScore(arguments, isReversed: isReversed, withScores: withScores, limit: limit)
        }
        let (start, end) = try positions(arguments)
        let set = try collection(arguments[1], as: RedisSortedSet.self) ?? RedisSortedSet()
        let range = RedisRange.resolve(start, end, count: set.count)
        let mirrored = set.count - range.upperBound..<set.count - range.lowerBound
        write(
            isReversed ? set.elements[mirrored].reversed() : Array(set.elements[range]), withScores: withScores)
    }

    private func positions(_ arguments: [[UInt8]]) throws(RedisFault) -> (Int64, Int64) {
        guard let start = RedisNumber.integer(arguments[2]), let end = RedisNumber.integer(arguments[3]) else {
            throw .notInteger
        }
        return (start, end)
    }

    mutating func rangeByScore(_ arguments: [[UInt8]], isReversed: Bool) throws(RedisFault) {
        var withScores = false
        var limit: (offset: Int64, count: Int64)?
        var index = 4
        if release == .v6_0 { _ = try scoreRange(arguments, isReversed: isReversed) }
        while index < arguments.count {
            if RedisText.matches(arguments[index], "withscores") {
                withScores = true
                index += 1
            } else if RedisText.matches(arguments[index], "limit"), index + 2 < arguments.count {
                guard let offset = RedisNumber.integer(arguments[index + 1]),
                    let count = RedisNumber.integer(arguments[index + 2])
                else { throw .notInteger }
                limit = (offset, count)
                index += 3
            } else {
                throw .syntax
            }
        }
        try writeByScore(arguments, isReversed: isReversed, withScores: withScores, limit: limit)
    }

    private func scoreRange(_ arguments: [[UInt8]], isReversed: Bool) throws(RedisFault) -> RedisScoreRange {
        isReversed
            ? try RedisScoreRange(from: arguments[3], to: arguments[2])
            : try RedisScoreRange(from: arguments[2], to: arguments[3])
    }

    private mutating func writeByScore(
        _ arguments: [[UInt8]], isReversed: Bool, withScores: Bool, limit: (offset: Int64, count: Int64)?
    ) throws(RedisFault) {
        let bounds = try scoreRange(arguments, isReversed: isReversed)
        let set = try collection(arguments[1], as: RedisSortedSet.self) ?? RedisSortedSet()
        let positions = bounds.positions(in: set)
        var elements = isReversed ? Array(set.elements[positions].reversed()) : Array(set.elements[positions])
        if let limit {
            let count = limit.count < 0 ? Int.max : Int(clamping: limit.count)
            elements = limit.offset < 0 ? [] : Array(elements.dropFirst(Int(clamping: limit.offset)).prefix(count))
        }
        write(elements, withScores: withScores)
    }

    /// Members, with their scores as the version of the protocol pairs them.
    private mutating func write(_ elements: [RedisSortedSet.Element], withScores: Bool) {
        let isNested = withScores && reply.version == .resp3
        reply.array(withScores && !isNested ? 2 * elements.count : elements.count)
        for element in elements {
            if isNested { reply.array(2) }
            reply.bulk(element.member)
            if withScores { reply.double(element.score) }
        }
    }

    mutating func removePositions(
        _ key: [UInt8], _ positions: (RedisSortedSet) -> Range<Int>
    ) throws(RedisFault) {
        guard let set = try collection(key, as: RedisSortedSet.self) else { return reply.integer(0) }
        let range = positions(set)
        try mutate(key, as: RedisSortedSet.self) { $0.remove(range) }
        if !range.isEmpty { noteChange(of: key, count: range.count) }
        reply.integer(range.count)
    }

    mutating func popScores(_ arguments: [[UInt8]], fromTop: Bool) throws(RedisFault) {
        guard arguments.count <= 3 else { throw .syntax }
        var count = 1
        if arguments.count == 3 {
            if release >= .v7_0 {
                guard let number = RedisNumber.integer(arguments[2]), number >= 0 else { throw .notPositive }
                count = Int(clamping: number)
            } else {
                guard let number = RedisNumber.integer(arguments[2]) else { throw .notInteger }
                count = max(0, Int(clamping: number))
            }
        }
        // Before 7.0 a count of nothing is answered before the key is looked at.
        guard count > 0 || release >= .v7_0 else { return reply.array(0) }
        guard let set = try collection(arguments[1], as: RedisSortedSet.self), count > 0 else { return reply.array(0) }
        let popped = min(count, set.count)
        let range = fromTop ? set.count - popped..<set.count : 0..<popped
        let elements = fromTop ? set.elements[range].reversed() : Array(set.elements[range])
        try mutate(arguments[1], as: RedisSortedSet.self) { $0.remove(range) }
        noteChange(of: arguments[1], count: popped)
        let isNested = reply.version == .resp3 && arguments.count == 3
        reply.array(isNested ? elements.count : 2 * elements.count)
        for element in elements {
            if isNested { reply.array(2) }
            reply.bulk(element.member)
            reply.double(element.score)
        }
    }
}
