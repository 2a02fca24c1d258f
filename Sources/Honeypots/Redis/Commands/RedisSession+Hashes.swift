extension RedisSession {
    mutating func setFields(_ arguments: [[UInt8]], command: String) throws(RedisFault) {
        guard arguments.count.isMultiple(of: 2) else {
            throw .wrongArity(command)
        }
        let added = try mutate(arguments[1], as: RedisHash.self) { hash in
            let before = hash.count
            for index in stride(from: 2, to: arguments.count, by: 2) { hash[arguments[index]] = arguments[index + 1] }
            return hash.count - before
        }
        noteChange(of: arguments[1], count: (arguments.count - 2) / 2)
        if command == "hmset" { reply.ok() } else { reply.integer(added) }
    }

    mutating func deleteFields(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard try collection(arguments[1], as: RedisHash.self) != nil else { return reply.integer(0) }
        let removed = try mutate(arguments[1], as: RedisHash.self) { hash in
            let before = hash.count
            for field in arguments.dropFirst(2) { hash[field] = nil }
            return before - hash.count
        }
        if removed > 0 { noteChange(of: arguments[1], count: removed) }
        reply.integer(removed)
    }

    mutating func incrementField(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let step = RedisNumber.integer(arguments[3]) else { throw .notInteger }
        var number: Int64 = 0
        if let value = try collection(arguments[1], as: RedisHash.self)?[arguments[2]] {
            guard let stored = RedisNumber.integer(value) else { throw RedisFault("ERR hash value is not an integer") }
            number = stored
        }
        let (sum, overflow) = number.addingReportingOverflow(step)
        guard !overflow else { throw .overflow }
        try mutate(arguments[1], as: RedisHash.self) { $0[arguments[2]] = Array(String(sum).utf8) }
        noteChange(of: arguments[1])
        reply.integer(sum)
    }

    mutating func incrementFieldByFloat(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let step = RedisNumber.double(arguments[3]) else { throw .notFloat }
        if step.isInfinite, release >= .v6_2 { throw RedisFault("ERR value is NaN or Infinity") }
        let value = try collection(arguments[1], as: RedisHash.self)?[arguments[2]] ?? [UInt8(ascii: "0")]
        guard RedisNumber.double(value) != nil else { throw RedisFault("ERR hash value is not a float") }
        let text = try RedisNumber.sum(value, arguments[3])
        try mutate(arguments[1], as: RedisHash.self) { $0[arguments[2]] = text }
        noteChange(of: arguments[1])
        reply.bulk(text)
    }

    mutating func scanFields(_ arguments: [[UInt8]]) throws(RedisFault) {
        let options = try RedisScanOptions(arguments, from: 3, cursor: arguments[2], knowsType: false)
        let hash = try collection(arguments[1], as: RedisHash.self) ?? RedisHash()
        // A small hash is one piece in memory and comes as a whole.
        let page = hash.fields.page(from: options.cursor, count: max(options.count, Self.wholePage))
        let found = page.elements.filter { options.admits($0.key) }
        reply.array(2)
        reply.bulk(String(page.next))
        reply.bulks(found.flatMap { [$0.key, $0.value] })
    }

    /// Elements of the largest collection that the real server scans in one step (`hash-max-ziplist-entries`).
    static let wholePage = 512

    mutating func randomFields(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard arguments.count > 2 else {
            let fields = try collection(arguments[1], as: RedisHash.self)?.fields
            return reply.bulk(orNull: fields?.random(using: &generator)?.key)
        }
        guard let count = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        let withValues = arguments.count == 4 && RedisText.matches(arguments[3], "withvalues")
        guard arguments.count == 3 || withValues else { throw .syntax }
        guard !withValues || count >= .min / 2 && count <= .max / 2 else { throw .outOfRange }
        let fields = try collection(arguments[1], as: RedisHash.self)?.fields ?? OrderedTable()
        let elements = Array(fields.elements)
        let drawn = drawnIndices(of: elements.count, count: count)
        let isNested = withValues && reply.version == .resp3
        reply.array(withValues && !isNested ? 2 * drawn.count : drawn.count)
        for index in drawn where !reply.isOverflown {
            if isNested { reply.array(2) }
            reply.bulk(elements[index].key)
            if withValues { reply.bulk(elements[index].value) }
        }
    }

    /// Positions of elements drawn by chance: different ones for a positive count, with repetition for a negative one.
    mutating func drawnIndices(of size: Int, count: Int64) -> [Int] {
        guard size > 0, count != 0 else { return [] }
        if count < 0 {
            // More than the reply could carry is never drawn.
            let most = min(Int(clamping: count.magnitude), context.limits.outputBytes / 4)
            return (0..<most).map { _ in Int.random(in: 0..<size, using: &generator) }
        }
        guard count < size else { return Array(0..<size) }
        var indices = Array(0..<size)
        indices.shuffle(using: &generator)
        return Array(indices.prefix(Int(count)))
    }
}
