extension SQLiteSchema {
    /// Alerts, what waits to be told of them, and the names that visitors use.
    static let alerts = """
        INSERT INTO meta VALUES ('alert_version', 1);
        ALTER TABLE account ADD COLUMN email TEXT;

        -- AUTOINCREMENT: an id that was shown never means another alert later.
        CREATE TABLE alert (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account (id),
            kind INTEGER NOT NULL,
            subject TEXT NOT NULL,
            label TEXT,
            enabled INTEGER NOT NULL,
            email_notifications INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            last_alerted_at INTEGER,
            total_alerts INTEGER NOT NULL DEFAULT 0,
            match_count INTEGER NOT NULL DEFAULT 0,
            unique_matches INTEGER NOT NULL DEFAULT 0,
            last_matched_at INTEGER,
            pending INTEGER NOT NULL DEFAULT 0,
            UNIQUE (account, kind, subject)
        ) STRICT;
        -- Most alerts have nothing to tell: looking for those that do reads nothing else.
        CREATE INDEX alert_pending ON alert (account) WHERE pending > 0;

        CREATE TABLE alert_example (
            row INTEGER PRIMARY KEY,
            alert INTEGER NOT NULL,
            at INTEGER NOT NULL,
            address BLOB NOT NULL,
            source INTEGER NOT NULL,
            protocol TEXT
        ) STRICT;
        CREATE INDEX alert_example_by_alert ON alert_example (alert);

        CREATE TABLE alert_address (
            alert INTEGER NOT NULL,
            address BLOB NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (alert, address)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_address_by_time ON alert_address (last_at);

        CREATE TABLE webhook (
            account INTEGER PRIMARY KEY,
            url TEXT NOT NULL,
            secret TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_attempt_at INTEGER,
            last_error TEXT
        ) STRICT;

        CREATE TABLE alert_digest (account INTEGER PRIMARY KEY, last_at INTEGER NOT NULL) STRICT;

        CREATE TABLE delivery (
            id BLOB PRIMARY KEY,
            account INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            next_attempt_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX delivery_by_time ON delivery (next_attempt_at);

        CREATE TABLE username (
            name TEXT NOT NULL,
            protocol INTEGER NOT NULL,
            sessions INTEGER NOT NULL,
            first_seen_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            PRIMARY KEY (name, protocol)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX username_by_time ON username (last_seen_at);

        CREATE TABLE email (
            address TEXT PRIMARY KEY,
            messages INTEGER NOT NULL,
            first_seen_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX email_by_time ON email (last_seen_at);
        """
}
