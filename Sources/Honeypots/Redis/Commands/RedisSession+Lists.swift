import ThreatModel

extension RedisSession {
    mutating func push(_ arguments: [[UInt8]], _ end: RedisList.End, onlyIfTaken: Bool) throws(RedisFault) {
        let key = arguments[1]
        if onlyIfTaken, try collection(key, as: RedisList.self) == nil { return reply.integer(0) }
        let count = try mutate(key, as: RedisList.self) { list in
            for element in arguments.dropFirst(2) { list.push(element, at: end) }
            return list.count
        }
        noteChange(of: key, count: arguments.count - 2)
        reply.integer(count)
    }

    mutating func pop(_ arguments: [[UInt8]], _ end: RedisList.End) throws(RedisFault) {
        let key = arguments[1]
        guard arguments.count <= 3 else {
            throw .wrongArity(end == .left ? "lpop" : "rpop")
        }
        guard arguments.count == 3 else {
            let element = try popped(key, end, count: 1).first
            return reply.bulk(orNull: element)
        }
        guard let count = RedisNumber.integer(arguments[2]), count >= 0 else { throw .notPositive }
        let isThere = try collection(key, as: RedisList.self) != nil
        guard isThere else { return reply.nullArray() }
        reply.bulks(try popped(key, end, count: Int(clamping: count)))
    }

    private mutating func popped(_ key: [UInt8], _ end: RedisList.End, count: Int) throws(RedisFault) -> [[UInt8]] {
        guard let length = try collection(key, as: RedisList.self)?.count else { return [] }
        let elements = try mutate(key, as: RedisList.self) { list in
            (0..<min(count, length)).compactMap { _ in list.pop(from: end) }
        }
        if !elements.isEmpty { noteChange(of: key) }
        return elements
    }

    mutating func listRange(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let start = RedisNumber.integer(arguments[2]), let end = RedisNumber.integer(arguments[3]) else {
            throw .notInteger
        }
        let elements = try collection(arguments[1], as: RedisList.self)?.elements ?? []
        reply.bulks(elements[RedisRange.resolve(start, end, count: elements.count)])
    }

    mutating func listIndex(_ arguments: [[UInt8]]) throws(RedisFault) {
        let list = try collection(arguments[1], as: RedisList.self)
        guard let list else { return reply.null() }
        guard let index = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        reply.bulk(orNull: Self.position(index, in: list).map { list.elements[$0] })
    }

    private static func position(_ index: Int64, in list: RedisList) -> Int? {
        let position = index < 0 ? index &+ Int64(list.count) : index
        return position >= 0 && position < list.count ? Int(position) : nil
    }

    mutating func listSet(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let list = try collection(arguments[1], as: RedisList.self) else { throw .noSuchKey }
        guard let index = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        guard let position = Self.position(index, in: list) else { throw .indexOutOfRange }
        try mutate(arguments[1], as: RedisList.self) { $0.replace(at: position, with: arguments[3]) }
        noteChange(of: arguments[1])
        reply.ok()
    }

    mutating func listRemove(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let count = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        guard try collection(arguments[1], as: RedisList.self) != nil else { return reply.integer(0) }
        let limit = count == 0 ? Int.max : Int(clamping: count.magnitude)
        let removed = try mutate(arguments[1], as: RedisList.self) {
            $0.remove(arguments[3], limit: limit, from: count < 0 ? .right : .left)
        }
        if removed > 0 { noteChange(of: arguments[1], count: removed) }
        reply.integer(removed)
    }

    mutating func listTrim(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let start = RedisNumber.integer(arguments[2]), let end = RedisNumber.integer(arguments[3]) else {
            throw .notInteger
        }
        guard let count = try collection(arguments[1], as: RedisList.self)?.count else { return reply.ok() }
        try mutate(arguments[1], as: RedisList.self) { $0.trim(to: RedisRange.resolve(start, end, count: count)) }
        noteChange(of: arguments[1])
        reply.ok()
    }

    mutating func listInsert(_ arguments: [[UInt8]]) throws(RedisFault) {
        let isBefore = RedisText.matches(arguments[2], "before")
        guard isBefore || RedisText.matches(arguments[2], "after") else { throw .syntax }
        guard let list = try collection(arguments[1], as: RedisList.self) else { return reply.integer(0) }
        guard let pivot = list.elements.firstIndex(of: arguments[3]) else { return reply.integer(-1) }
        let count = try mutate(arguments[1], as: RedisList.self) { list in
            list.insert(arguments[4], at: isBefore ? pivot : pivot + 1)
            return list.count
        }
        noteChange(of: arguments[1])
        reply.integer(count)
    }

    mutating func listPosition(_ arguments: [[UInt8]]) throws(RedisFault) {
        var rank: Int64 = 1
        var count: Int64?
        var mostCompared: Int64 = 0
        for index in stride(from: 3, to: arguments.count, by: 2) {
            guard index + 1 < arguments.count else { throw .syntax }
            let number = RedisNumber.integer(arguments[index + 1])
            if RedisText.matches(arguments[index], "rank") {
                guard let number else { throw .notInteger }
                guard number != 0 else {
                    throw RedisFault(
                        "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second"
                            + (release >= .v7_0 ? " ... or use negative to start from the end of the list" : ", ..."))
                }
                rank = number
            } else if RedisText.matches(arguments[index], "count") {
                count = try natural(number, "COUNT")
            } else if RedisText.matches(arguments[index], "maxlen") {
                mostCompared = try natural(number, "MAXLEN")
            } else {
                throw .syntax
            }
        }
        let elements = try collection(arguments[1], as: RedisList.self)?.elements ?? []
        let compared = mostCompared == 0 ? elements.count : Int(clamping: mostCompared)
        let indices =
            rank > 0 ? Array(elements.indices.prefix(compared)) : Array(elements.indices.reversed().prefix(compared))
        let skipped = Int(clamping: rank.magnitude) - 1
        let found = indices.filter { elements[$0] == arguments[2] }.dropFirst(skipped)
        guard let count else {
            if let first = found.first { return reply.integer(first) }
            return reply.null()
        }
        let shown = found.prefix(count == 0 ? .max : Int(clamping: count))
        reply.array(shown.count)
        for index in shown { reply.integer(index) }
    }

    /// A number that is not negative; 6.0 says apart what is no number at all.
    private func natural(_ number: Int64?, _ name: String) throws(RedisFault) -> Int64 {
        if number == nil, release == .v6_0 { throw .notInteger }
        guard let number, number >= 0 else { throw RedisFault("ERR \(name) can't be negative") }
        return number
    }

    mutating func moveElement(
        _ source: [UInt8], _ destination: [UInt8], from: RedisList.End, to: RedisList.End
    ) throws(RedisFault) {
        guard try collection(source, as: RedisList.self) != nil else { return reply.null() }
        _ = try collection(destination, as: RedisList.self)
        guard let element = try popped(source, from, count: 1).first else { return reply.null() }
        try mutate(destination, as: RedisList.self) { $0.push(element, at: to) }
        noteChange(of: destination)
        reply.bulk(element)
    }

    /// BLPOP and BRPOP: an element that is there is given at once; else the client waits in vain, as nobody else is there
    /// to push one.
    mutating func blockingPop(_ arguments: [[UInt8]], _ end: RedisList.End) throws(RedisFault) {
        let last = arguments.count - 1
        guard let seconds = RedisNumber.double(arguments[last]) else {
            throw RedisFault("ERR timeout is not a float or out of range")
        }
        guard seconds >= 0 else { throw RedisFault("ERR timeout is negative") }
        guard seconds < Self.longestWait else { throw RedisFault("ERR timeout is out of range") }
        for key in arguments[1..<last] {
            guard let element = try popped(key, end, count: 1).first else { continue }
            return reply.bulks([key, element])
        }
        guard !isAtomic else { return reply.nullArray() }
        guard seconds > 0 else {
            client.isBlocked = true
            return
        }
        pause(seconds: seconds)
        reply.nullArray()
    }

    /// Seconds beyond which milliseconds do not fit into 64 bits.
    private static let longestWait = 9_223_372_036_854_775.0
}
