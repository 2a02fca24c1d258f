extension SQLiteSchema {
    /// How far detection has come with addresses over all their sessions. A table of its own, because few addresses have
    /// such a memory for long, and the index seldom moves, because its times are whole hours.
    static let addressDetection = """
        CREATE TABLE address_detection (
            address BLOB PRIMARY KEY,
            changed_at INTEGER NOT NULL,
            state BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX address_detection_by_time ON address_detection (changed_at);
        """
}
