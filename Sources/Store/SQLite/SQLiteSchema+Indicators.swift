extension SQLiteSchema {
    /// Random bytes that last as long as the store.
    static let indicators = """
        CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO secret VALUES ('indicator_key', randomblob(32));
        """
}
