extension SQLiteSchema {
    /// What stored sessions were last matched with, and the hunts that matched them again. Names stand one a line.
    static let hunts = """
        CREATE TABLE hunted_behaviour (name TEXT PRIMARY KEY, fingerprint INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE hunt (
            id INTEGER PRIMARY KEY,
            behaviours TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            position BLOB,
            total INTEGER NOT NULL,
            sessions INTEGER NOT NULL,
            events INTEGER NOT NULL,
            sightings INTEGER NOT NULL,
            addresses INTEGER NOT NULL,
            finished_at INTEGER
        ) STRICT;

        CREATE TABLE hunt_finding (
            hunt INTEGER NOT NULL,
            address BLOB NOT NULL,
            confidence_before INTEGER,
            confidence_after INTEGER NOT NULL,
            behaviours TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (hunt, address)
        ) STRICT, WITHOUT ROWID;
        """
}
