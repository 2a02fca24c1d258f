extension SQLiteSchema {
    /// Appeals of those who hold a listed address.
    static let appeals = """
        -- AUTOINCREMENT: a number that stands in the record of deeds never means another appeal later.
        CREATE TABLE appeal (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            token BLOB NOT NULL,
            address BLOB NOT NULL,
            requester TEXT,
            reason TEXT NOT NULL,
            contact TEXT,
            created_at INTEGER NOT NULL,
            state INTEGER NOT NULL,
            proof INTEGER,
            proven_at INTEGER,
            attempts INTEGER NOT NULL,
            last_attempt_at INTEGER,
            ends_at INTEGER NOT NULL,
            decided_by TEXT,
            due_at INTEGER,
            open INTEGER GENERATED ALWAYS AS (state = 0) VIRTUAL
        ) STRICT;
        CREATE INDEX appeal_by_address ON appeal (address);
        CREATE INDEX appeal_by_requester ON appeal (requester) WHERE state = 0;
        CREATE INDEX appeal_by_state ON appeal (state, number);
        CREATE INDEX appeal_by_due ON appeal (open, due_at) WHERE due_at IS NOT NULL;

        CREATE TABLE appeal_entry (
            row INTEGER PRIMARY KEY,
            appeal INTEGER NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX appeal_entry_by_appeal ON appeal_entry (appeal, row);
        """
}
