import ThreatModel

/// Commands for which it does not matter what a key holds.
extension RedisSession {
    /// Removes a key. False when there was none.
    @discardableResult mutating func delete(_ key: [UInt8]) -> Bool {
        guard exists(key) else { return false }
        database.remove(key)
        noteChange(of: key)
        return true
    }

    mutating func deleteKeys(_ arguments: [[UInt8]]) {
        var count = 0
        for key in arguments.dropFirst() where delete(key) { count += 1 }
        reply.integer(count)
    }

    mutating func listKeys(_ pattern: [UInt8]) {
        database.purge(at: nowMilliseconds)
        guard pattern.count <= Self.longestPattern else { return reply.array(0) }
        charge(database.byteCount / 64 * pattern.count)
        guard !isExhausted else { return }
        let glob = RedisPattern(pattern)
        reply.bulks(database.elements.map(\.key).filter { glob.isAll || glob.matches($0) })
    }

    /// Longest pattern that is tried on all keys; a longer one fits none.
    private static let longestPattern = 1024

    mutating func scanKeys(_ arguments: [[UInt8]]) throws(RedisFault) {
        let options = try RedisScanOptions(arguments, from: 2, cursor: arguments[1], knowsType: true)
        database.purge(at: nowMilliseconds)
        let page = database.page(from: options.cursor, count: options.count)
        let keys = page.elements.filter { element in
            options.admits(element.key) && (options.type.map { $0 == element.value.value.typeName } ?? true)
        }
        reply.array(2)
        reply.bulk(String(page.next))
        reply.bulks(keys.map(\.key))
    }

    mutating func rename(_ arguments: [[UInt8]], onlyIfFree: Bool) throws(RedisFault) {
        let (source, destination) = (arguments[1], arguments[2])
        guard let entry = database.entry(source, at: nowMilliseconds) else { throw .noSuchKey }
        if source == destination { return onlyIfFree ? reply.integer(0) : reply.ok() }
        if onlyIfFree, exists(destination) { return reply.integer(0) }
        delete(source)
        database.set(destination, to: entry)
        noteChange(of: destination)
        if onlyIfFree { reply.integer(1) } else { reply.ok() }
    }

    mutating func copy(_ arguments: [[UInt8]]) throws(RedisFault) {
        var replaces = false
        var target = client.database
        var index = 3
        while index < arguments.count {
            if RedisText.matches(arguments[index], "replace") {
                replaces = true
                index += 1
            } else if RedisText.matches(arguments[index], "db"), index + 1 < arguments.count {
                target = try databaseIndex(arguments[index + 1])
                index += 2
            } else {
                throw .syntax
            }
        }
        let (source, destination) = (arguments[1], arguments[2])
        if target == client.database, source == destination { throw .sameObject }
        guard let entry = database.entry(source, at: nowMilliseconds) else { return reply.integer(0) }
        if !replaces, dataset[target].entry(destination, at: nowMilliseconds) != nil { return reply.integer(0) }
        try demandRoom(for: entry.value.byteCount)
        dataset[target].set(destination, to: entry)
        noteChange(of: destination)
        reply.integer(1)
    }

    func databaseIndex(_ text: [UInt8]) throws(RedisFault) -> Int {
        guard let number = RedisNumber.integer(text) else { throw .notInteger }
        guard release == .v6_0 || Int32(exactly: number) != nil else { throw .notInt32 }
        // 6.0 cuts a longer number down to 32 bits.
        let index = Int32(truncatingIfNeeded: number)
        guard index >= 0, index < RedisDataset.databaseCount else { throw .noSuchDatabase }
        return Int(index)
    }

    mutating func move(_ arguments: [[UInt8]]) throws(RedisFault) {
        let target: Int
        if release >= .v6_2 {
            target = try databaseIndex(arguments[2])
        } else {
            guard let index = RedisNumber.integer(arguments[2]), index >= 0, index < RedisDataset.databaseCount else {
                throw .indexOutOfRange
            }
            target = Int(index)
        }
        guard target != client.database else { throw .sameObject }
        let key = arguments[1]
        guard let entry = database.entry(key, at: nowMilliseconds),
            dataset[target].entry(key, at: nowMilliseconds) == nil
        else { return reply.integer(0) }
        delete(key)
        dataset[target].set(key, to: entry)
        reply.integer(1)
    }

    mutating func swapDatabases(_ arguments: [[UInt8]]) throws(RedisFault) {
        var indices: [Int] = []
        for (text, place) in zip(arguments.dropFirst(), ["first", "second"]) {
            guard let index = RedisNumber.integer(text), release == .v6_0 || Int32(exactly: index) != nil else {
                throw RedisFault("ERR invalid \(place) DB index")
            }
            indices.append(Int(index))
        }
        guard indices.allSatisfy(dataset.indices.contains) else { throw .noSuchDatabase }
        dataset.swap(indices[0], indices[1])
        dataset.changes += 1
        reply.ok()
    }

    // MARK: - Time to live

    mutating func expire(_ arguments: [[UInt8]], _ unit: RedisExpiry.Unit, isMoment: Bool) throws(RedisFault) {
        let name = (unit == .milliseconds ? "p" : "") + (isMoment ? "expireat" : "expire")
        let conditions = try expireConditions(arguments.dropFirst(3))
        guard let number = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        let expiresAt = try RedisExpiry.moment(
            number, unit, from: isMoment ? nil : nowMilliseconds, command: name, release: release)
        guard let entry = database.entry(arguments[1], at: nowMilliseconds),
            conditions.allSatisfy({ Self.holds($0, for: expiresAt, instead: entry.expiresAt) })
        else { return reply.integer(0) }
        setExpiry(arguments[1], expiresAt)
        reply.integer(1)
    }

    private func expireConditions(_ words: ArraySlice<[UInt8]>) throws(RedisFault) -> [String] {
        let conditions = words.map { String(decoding: RedisText.lowercased($0.prefix(16)), as: UTF8.self) }
        for (condition, word) in zip(conditions, words) where !["nx", "xx", "gt", "lt"].contains(condition) {
            throw RedisFault(bytes: Array("ERR Unsupported option ".utf8) + Self.cString(word, limit: .max))
        }
        let others = ["xx", "gt", "lt"].filter(conditions.contains)
        if conditions.contains("nx"), !others.isEmpty {
            throw RedisFault("ERR NX and XX, GT or LT options at the same time are not compatible")
        }
        if others.contains("gt"), others.contains("lt") {
            throw RedisFault("ERR GT and LT options at the same time are not compatible")
        }
        return conditions
    }

    private static func holds(_ condition: String, for new: Int64, instead old: Int64?) -> Bool {
        switch condition {
        case "nx": old == nil
        case "xx": old != nil
        case "gt": old.map { new > $0 } ?? false
        default: old.map { new < $0 } ?? true
        }
    }

    mutating func timeToLive(_ key: [UInt8], _ unit: RedisExpiry.Unit, isMoment: Bool) {
        guard let entry = database.entry(key, at: nowMilliseconds) else { return reply.integer(-2) }
        guard let expiresAt = entry.expiresAt else { return reply.integer(-1) }
        let milliseconds = isMoment ? expiresAt : max(0, expiresAt &- nowMilliseconds)
        reply.integer(unit == .milliseconds ? milliseconds : milliseconds / 1000 + (milliseconds % 1000 >= 500 ? 1 : 0))
    }

    // MARK: - Encoding

    /// How the real server would keep the value in memory; nil when there is no such key.
    mutating func encoding(of key: [UInt8]) -> String? {
        guard let value = database.entry(key, at: nowMilliseconds)?.value else { return nil }
        let small = release >= .v7_0 ? "listpack" : "ziplist"
        switch value {
        case .string(let bytes):
            return RedisNumber.integer(bytes) != nil ? "int" : bytes.count <= 44 ? "embstr" : "raw"
        case .list: return "quicklist"
        case .hash(let hash):
            let isSmall =
                hash.count <= 512 && hash.fields.elements.allSatisfy { $0.key.count <= 64 && $0.value.count <= 64 }
            return isSmall ? small : "hashtable"
        case .set(let set):
            let isNumbers = set.count <= 512 && set.members.elements.allSatisfy { RedisNumber.integer($0.key) != nil }
            return isNumbers ? "intset" : "hashtable"
        case .sortedSet(let set):
            let isSmall = set.count <= 128 && set.elements.allSatisfy { $0.member.count <= 64 }
            return isSmall ? small : "skiplist"
        }
    }
}
