extension SQLiteSchema {
    /// What reports turn out to be worth, how far their authors were believed, and which accounts belong together.
    static let trust = """
        INSERT INTO meta VALUES ('organisation_version', 1);
        -- In ten-thousandths; NULL in reports that are older than this column.
        ALTER TABLE report ADD COLUMN trust INTEGER;
        ALTER TABLE report ADD COLUMN is_vetted INTEGER;
        ALTER TABLE report ADD COLUMN is_operator INTEGER;

        CREATE TABLE account_trust (
            account INTEGER PRIMARY KEY,
            confirmed REAL NOT NULL,
            refuted REAL NOT NULL
        ) STRICT;

        CREATE TABLE claim (
            address BLOB NOT NULL,
            account INTEGER NOT NULL,
            at INTEGER NOT NULL,
            is_early INTEGER NOT NULL,
            outcome INTEGER NOT NULL,
            PRIMARY KEY (address, account)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX claim_open ON claim (at) WHERE outcome = 0;
        CREATE INDEX claim_by_time ON claim (at);

        CREATE TABLE confirmed_block (
            account INTEGER NOT NULL,
            block BLOB NOT NULL,
            PRIMARY KEY (account, block)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE submission_network (
            network BLOB NOT NULL,
            account INTEGER NOT NULL,
            PRIMARY KEY (network, account)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX submission_network_by_account ON submission_network (account);

        CREATE TABLE organisation (account INTEGER PRIMARY KEY, organisation INTEGER NOT NULL) STRICT;
        """
}
