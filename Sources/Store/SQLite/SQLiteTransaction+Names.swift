import GRDB
import ThreatModel

extension SQLiteTransaction {
    func username(_ name: String) throws -> UsernameSightings? {
        var select = try query(
            "SELECT protocol, sessions, first_seen_at, last_seen_at FROM username WHERE name = ?")
        try select.bind(name)
        var found: UsernameSightings?
        try select.forEach { row in
            guard let attackProtocol = AttackProtocol(rawValue: UInt8(truncatingIfNeeded: row.int64(0))) else {
                throw Self.damaged("username")
            }
            let first = Timestamp(milliseconds: row.int64(2))
            let last = Timestamp(milliseconds: row.int64(3))
            var sum = found ?? UsernameSightings(sessions: [:], firstSeenAt: first, lastSeenAt: last)
            sum.sessions[attackProtocol] = row.int(1)
            sum.firstSeenAt = min(sum.firstSeenAt, first)
            sum.lastSeenAt = max(sum.lastSeenAt, last)
            found = sum
        }
        return found
    }

    func email(_ address: String) throws -> EmailSightings? {
        var select = try query("SELECT messages, first_seen_at, last_seen_at FROM email WHERE address = ?")
        try select.bind(address)
        return try select.first { row in
            EmailSightings(
                messages: row.int(0), firstSeenAt: Timestamp(milliseconds: row.int64(1)),
                lastSeenAt: Timestamp(milliseconds: row.int64(2)))
        }
    }

    func addUsername(
        _ name: String, protocol: AttackProtocol, sessions: Int, first: Timestamp, last: Timestamp
    ) throws {
        var upsert = try query(
            """
            INSERT INTO username (name, protocol, sessions, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (name, protocol) DO UPDATE SET sessions = username.sessions + excluded.sessions,
            first_seen_at = min(username.first_seen_at, excluded.first_seen_at),
            last_seen_at = max(username.last_seen_at, excluded.last_seen_at)
            """)
        try upsert.bind(name)
        try upsert.bind(Int64(`protocol`.rawValue))
        try upsert.bind(sessions)
        try upsert.bind(first.milliseconds)
        try upsert.bind(last.milliseconds)
        try upsert.run()
    }

    func addEmail(_ address: String, messages: Int, first: Timestamp, last: Timestamp) throws {
        var upsert = try query(
            """
            INSERT INTO email (address, messages, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (address) DO UPDATE SET messages = email.messages + excluded.messages,
            first_seen_at = min(email.first_seen_at, excluded.first_seen_at),
            last_seen_at = max(email.last_seen_at, excluded.last_seen_at)
            """)
        try upsert.bind(address)
        try upsert.bind(messages)
        try upsert.bind(first.milliseconds)
        try upsert.bind(last.milliseconds)
        try upsert.run()
    }

    func pruneNames(before cutoff: Timestamp, limit: Int) throws -> Int {
        var gone = 0
        for statement in [
            """
            DELETE FROM username WHERE (name, protocol) IN
            (SELECT name, protocol FROM username WHERE last_seen_at < ? ORDER BY last_seen_at LIMIT ?)
            """,
            """
            DELETE FROM email WHERE address IN
            (SELECT address FROM email WHERE last_seen_at < ? ORDER BY last_seen_at LIMIT ?)
            """,
            """
            DELETE FROM alert_address WHERE (alert, address) IN
            (SELECT alert, address FROM alert_address WHERE last_at < ? ORDER BY last_at LIMIT ?)
            """,
        ] where gone < limit {
            var delete = try query(statement)
            try delete.bind(cutoff.milliseconds)
            try delete.bind(limit - gone)
            gone += try delete.changes()
        }
        return gone
    }
}
