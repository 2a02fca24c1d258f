import ThreatModel

extension SQLiteTransaction {
    func pruneRaw(before cutoff: Timestamp, limit: Int) throws -> Int {
        var gone = 0
        for (statement, bound) in [
            (
                "DELETE FROM event WHERE row IN (SELECT row FROM event WHERE at < ? ORDER BY at LIMIT ?)",
                cutoff.milliseconds
            ),
            (
                "DELETE FROM report WHERE row IN (SELECT row FROM report WHERE at < ? ORDER BY at LIMIT ?)",
                cutoff.milliseconds
            ),
            (
                """
                DELETE FROM session WHERE id IN
                (SELECT id FROM session WHERE last_event_at < ? ORDER BY last_event_at LIMIT ?)
                """, cutoff.milliseconds
            ),
            (
                """
                DELETE FROM quota WHERE (day, credential, family) IN
                (SELECT day, credential, family FROM quota WHERE day < ? LIMIT ?)
                """, cutoff.day
            ),
        ] where gone < limit {
            var delete = try query(statement)
            try delete.bind(bound)
            try delete.bind(limit - gone)
            gone += try delete.changes()
        }
        return gone
    }

    func pruneChanges(keeping count: Int, limit: Int) throws -> Int {
        var delete = try query(
            "DELETE FROM change WHERE sequence IN (SELECT sequence FROM change WHERE sequence <= ? ORDER BY sequence LIMIT ?)"
        )
        try delete.bind(Int64(bitPattern: try lastSequence()) - Int64(count))
        try delete.bind(limit)
        return try delete.changes()
    }
}
