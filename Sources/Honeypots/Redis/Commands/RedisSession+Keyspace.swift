import ThreatModel

/// How commands reach keys.
extension RedisSession {
    var database: RedisDatabase {
        get { dataset[client.database] }
        _modify { yield &dataset[client.database] }
    }

    var nowMilliseconds: Int64 { now.milliseconds }

    /// The value of a key, counted as a hit or a miss.
    mutating func value(_ key: [UInt8]) -> RedisValue? {
        let value = database.entry(key, at: nowMilliseconds)?.value
        if value == nil { statistics.misses += 1 } else { statistics.hits += 1 }
        return value
    }

    /// Whether there is such a key, without counting a hit.
    mutating func exists(_ key: [UInt8]) -> Bool { database.entry(key, at: nowMilliseconds) != nil }

    mutating func string(_ key: [UInt8]) throws(RedisFault) -> [UInt8]? {
        guard let value = value(key) else { return nil }
        guard case .string(let bytes) = value else { throw .wrongType }
        return bytes
    }

    /// The collection of a key; nil when the key is free.
    mutating func collection<Collection: RedisCollection>(
        _ key: [UInt8], as type: Collection.Type
    ) throws(RedisFault) -> Collection? {
        guard let value = value(key) else { return nil }
        guard let collection = Collection(value) else { throw .wrongType }
        return collection
    }

    mutating func mutate<Collection: RedisCollection, Result>(
        _ key: [UInt8], as type: Collection.Type, _ body: (inout Collection) throws(RedisFault) -> Result
    ) throws(RedisFault) -> Result {
        try database.mutate(key, as: type, at: nowMilliseconds, body)
    }

    /// Sets a key to a value; it keeps its time to expire only if told so.
    mutating func set(_ key: [UInt8], to value: RedisValue, keepingExpiry: Bool = false) {
        let expiresAt = keepingExpiry ? database.entry(key, at: nowMilliseconds)?.expiresAt : nil
        database.set(key, to: RedisDatabase.Entry(value: value, expiresAt: expiresAt))
        noteChange(of: key)
    }

    /// A key was changed: transactions that watch it will fail, and there is something to save.
    mutating func noteChange(of key: [UInt8], count: Int = 1) {
        dataset.changes += Int64(count)
        if client.watchedKeys.contains(RedisKeyPlace(database: client.database, key: key)) {
            client.isWatchBroken = true
        }
    }

    /// Refuses what would not fit into the memory of a visit.
    func demandRoom(for bytes: Int) throws(RedisFault) {
        guard bytes <= dataset.room else { throw .outOfMemory }
    }
}
