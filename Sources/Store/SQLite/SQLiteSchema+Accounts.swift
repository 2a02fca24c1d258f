extension SQLiteSchema {
    /// Accounts that can be switched off, secrets that were replaced, and who changed what.
    static let accounts = """
        ALTER TABLE account ADD COLUMN disabled_at INTEGER;

        -- Secrets that rotation replaced: they work until the moment given, and are recognised for a while after it.
        CREATE TABLE former_secret (
            hash BLOB PRIMARY KEY,
            credential INTEGER NOT NULL REFERENCES credential (id),
            valid_until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX former_secret_by_credential ON former_secret (credential, valid_until);

        CREATE TABLE administration (
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            deed TEXT NOT NULL
        ) STRICT;
        """
}
