import GRDB

/// The tables, as a list of steps that only ever grows: a store of any age becomes today's by running the steps it has
/// not seen. SQLite's `user_version` counts the steps that ran.
///
/// Blobs hold addresses (4 or 16 bytes, network order) and UUIDs (16 bytes), so that their order in an index is the
/// order of their values. Times are epoch milliseconds.
enum SQLiteSchema {
    static let steps = [initial, accounts, alerts, indicators, trust, addressDetection, appeals, hunts]

    /// Brings the tables up to date.
    ///
    /// - Throws: ``StoreError/newerSchema(found:known:)`` when there are more steps in the file than in `steps`.
    static func migrate(_ database: Database, steps: [String] = steps) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard found <= steps.count else { throw StoreError.newerSchema(found: found, known: steps.count) }
        guard found < steps.count else { return }
        for step in steps[max(0, found)...] { try database.execute(sql: step) }
        try database.execute(sql: "PRAGMA user_version = \(steps.count)")
    }

    private static let initial = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES ('identity_version', 1);
        -- A random number of 32 bits that is not 0.
        INSERT INTO meta VALUES ('feed_epoch', max(1, random() & 0xffffffff));

        CREATE TABLE account (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            trusted INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE credential (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account (id),
            kind INTEGER NOT NULL,
            tier TEXT NOT NULL,
            hash BLOB NOT NULL UNIQUE,
            hint TEXT NOT NULL,
            label TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            disabled_at INTEGER
        ) STRICT;

        CREATE TABLE quota (
            day INTEGER NOT NULL,
            credential INTEGER NOT NULL,
            family INTEGER NOT NULL,
            leased INTEGER NOT NULL,
            PRIMARY KEY (day, credential, family)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE word (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

        -- The evidence stands last, so that a scan for records does not read past them.
        CREATE TABLE address (
            address BLOB PRIMARY KEY,
            confidence INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            record BLOB NOT NULL,
            evidence BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session (
            id BLOB PRIMARY KEY,
            sensor INTEGER NOT NULL,
            address BLOB NOT NULL,
            protocol INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            last_event_at INTEGER NOT NULL,
            event_count INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            detection BLOB NOT NULL
        ) STRICT;
        CREATE INDEX session_by_address ON session (address, last_event_at);
        CREATE INDEX session_by_time ON session (last_event_at);

        -- Ids and sessions are UUIDv7: rows and index entries arrive nearly in order and fill pages from one end.
        CREATE TABLE event (
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            session BLOB NOT NULL,
            seq INTEGER NOT NULL,
            at INTEGER NOT NULL,
            protocol INTEGER NOT NULL,
            transport INTEGER NOT NULL,
            dst_port INTEGER NOT NULL,
            src BLOB NOT NULL,
            src_port INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            sensor INTEGER NOT NULL,
            fields TEXT NOT NULL
        ) STRICT;
        CREATE INDEX event_by_session ON event (session, seq);
        CREATE INDEX event_by_time ON event (at);

        CREATE TABLE report (
            row INTEGER PRIMARY KEY,
            address BLOB NOT NULL,
            at INTEGER NOT NULL,
            account INTEGER NOT NULL,
            credential INTEGER NOT NULL,
            category INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            is_test INTEGER NOT NULL,
            protocol TEXT,
            comment TEXT
        ) STRICT;
        CREATE INDEX report_by_address ON report (address, at);
        CREATE INDEX report_by_time ON report (at);

        -- AUTOINCREMENT: a sequence number is never given twice, even when every row has been pruned.
        CREATE TABLE change (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            address BLOB NOT NULL,
            old INTEGER,
            new INTEGER,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
