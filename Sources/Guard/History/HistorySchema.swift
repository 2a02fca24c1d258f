import GRDB

/// The tables of the guard's history, as a list of steps that only ever grows: a file of any age becomes today's by running
/// the steps it has not seen. SQLite's `user_version` counts the steps that ran.
///
/// Times are epoch milliseconds. Addresses are 4 or 16 bytes in network order.
enum HistorySchema {
    static let steps = [initial]

    /// Brings the tables up to date.
    static func migrate(_ database: Database) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard found <= steps.count else {
            throw HistoryProblem.other("the history was written by a newer version of this program")
        }
        guard found < steps.count else { return }
        for step in steps[max(0, found)...] { try database.execute(sql: step) }
        try database.execute(sql: "PRAGMA user_version = \(steps.count)")
    }

    private static let initial = """
        CREATE TABLE source (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;

        -- What came within some ten seconds, for a day. The bits of `sources` are numbers of sources, from 1.
        CREATE TABLE block (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            address BLOB NOT NULL,
            transport INTEGER NOT NULL,
            port INTEGER NOT NULL,
            packets INTEGER NOT NULL,
            cut INTEGER NOT NULL,
            mode INTEGER NOT NULL,
            sources INTEGER NOT NULL
        ) STRICT;

        -- Packets by hour or day, and by one thing. The index answers what there is most of in one hour or day.
        CREATE TABLE tally (
            unit INTEGER NOT NULL,
            topic INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            key BLOB NOT NULL,
            packets INTEGER NOT NULL,
            PRIMARY KEY (unit, topic, slot, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tally_by_packets ON tally (unit, topic, slot, packets);

        CREATE TABLE address (
            address BLOB PRIMARY KEY,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            packets INTEGER NOT NULL,
            sources INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX address_by_time ON address (last_at);

        -- Port −1 stands for all ports beyond the first few.
        CREATE TABLE address_port (
            address BLOB NOT NULL,
            transport INTEGER NOT NULL,
            port INTEGER NOT NULL,
            packets INTEGER NOT NULL,
            PRIMARY KEY (address, transport, port)
        ) STRICT, WITHOUT ROWID;

        -- How many addresses were last met in an hour. Their sum from some hour on is how many were met since.
        CREATE TABLE presence (hour INTEGER PRIMARY KEY, addresses INTEGER NOT NULL) STRICT;

        -- What the guard said of itself.
        CREATE TABLE log (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            level TEXT NOT NULL,
            text TEXT NOT NULL,
            details TEXT NOT NULL
        ) STRICT;
        """
}
