import GRDB

/// One transaction, or one consistent state to read from; its methods stand in the extensions, by topic.
struct SQLiteTransaction: StoreTransaction {
    let database: Database

    func query(_ sql: String) throws -> Query { try Query(sql, on: database) }

    func meta(_ name: String) throws -> Int64 {
        var query = try query("SELECT value FROM meta WHERE name = ?")
        try query.bind(name)
        guard let value = try query.first({ $0.int64(0) }) else {
            throw StoreError.engine("the store's '\(name)' is missing")
        }
        return value
    }

    /// For values that a sound store cannot hold: a row was written by something else, or the file is damaged.
    static func damaged(_ what: String) -> StoreError { .engine("a stored \(what) cannot be read") }
}
