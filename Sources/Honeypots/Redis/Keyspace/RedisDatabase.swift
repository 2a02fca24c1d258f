/// One of the numbered databases: keys with values and the times they expire. Expired keys are gone when touched.
struct RedisDatabase: Sendable {
    struct Entry: Sendable {
        var value: RedisValue
        /// Milliseconds since the epoch; nil: never.
        var expiresAt: Int64?
    }

    private var entries = OrderedTable<Entry>()
    private var valueBytes = 0
    /// How many keys have a time to expire.
    private(set) var volatileCount = 0

    /// What a key costs beside its own bytes and its value's.
    private static let keyOverhead = 96

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }
    /// Roughly what all of it takes in memory, in bytes.
    var byteCount: Int { entries.keyBytes + valueBytes + entries.count * Self.keyOverhead }

    /// Keys with their entries, oldest first, expired ones too.
    var elements: some Sequence<OrderedTable<Entry>.Element> { entries.elements }

    /// The value of a key, expired or not.
    func value(_ key: [UInt8]) -> RedisValue? { entries[key]?.value }

    mutating func entry(_ key: [UInt8], at now: Int64) -> Entry? {
        guard let entry = entries[key] else { return nil }
        if let expiresAt = entry.expiresAt, expiresAt <= now {
            remove(key)
            return nil
        }
        return entry
    }

    /// Sets a key, whatever it held.
    mutating func set(_ key: [UInt8], to entry: Entry) {
        if let old = entries[key] { forget(old) }
        entries[key] = entry
        remember(entry)
    }

    @discardableResult mutating func remove(_ key: [UInt8]) -> Bool {
        guard let old = entries.remove(key) else { return false }
        forget(old)
        return true
    }

    mutating func setExpiry(_ key: [UInt8], _ expiresAt: Int64?) {
        guard var entry = entries[key] else { return }
        volatileCount += (expiresAt == nil ? 0 : 1) - (entry.expiresAt == nil ? 0 : 1)
        entry.expiresAt = expiresAt
        entries[key] = entry
    }

    /// Changes a collection in place: it is made when the key is free, and the key is gone once it is empty.
    mutating func mutate<Collection: RedisCollection, Result>(
        _ key: [UInt8], as type: Collection.Type, at now: Int64, _ body: (inout Collection) throws(RedisFault) -> Result
    ) throws(RedisFault) -> Result {
        guard let isOfType = entry(key, at: now).map({ Collection($0.value) != nil }) else {
            var collection = Collection()
            let result = try body(&collection)
            if !collection.isEmpty { set(key, to: Entry(value: collection.wrapped, expiresAt: nil)) }
            return result
        }
        guard isOfType else { throw .wrongType }
        // The table lets go of its copy, so that the change happens in place.
        let expiresAt = entries[key]?.expiresAt
        let hollow = Entry(value: .string([]), expiresAt: expiresAt)
        var collection = entries.exchange(key, for: hollow).flatMap { Collection($0.value) } ?? Collection()
        let before = collection.byteCount
        defer {
            entries[key] = Entry(value: collection.wrapped, expiresAt: expiresAt)
            valueBytes += collection.byteCount - before
            if collection.isEmpty { remove(key) }
        }
        return try body(&collection)
    }

    /// Removes what has expired by now.
    mutating func purge(at now: Int64) {
        guard volatileCount > 0 else { return }
        let expired = entries.elements.filter { $0.value.expiresAt.map { $0 <= now } ?? false }.map(\.key)
        for key in expired { remove(key) }
    }

    func page(from cursor: UInt64, count: Int) -> (next: UInt64, elements: [OrderedTable<Entry>.Element]) {
        entries.page(from: cursor, count: count)
    }

    func randomKey(using generator: inout SeededGenerator) -> [UInt8]? { entries.random(using: &generator)?.key }

    private mutating func remember(_ entry: Entry) {
        valueBytes += entry.value.byteCount
        if entry.expiresAt != nil { volatileCount += 1 }
    }

    private mutating func forget(_ entry: Entry) {
        valueBytes -= entry.value.byteCount
        if entry.expiresAt != nil { volatileCount -= 1 }
    }
}
