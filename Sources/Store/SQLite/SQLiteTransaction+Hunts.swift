import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    // MARK: What was matched

    func huntedBehaviours() throws -> [String: UInt64] {
        var fingerprints: [String: UInt64] = [:]
        try query("SELECT name, fingerprint FROM hunted_behaviour").forEach { row in
            fingerprints[row.text(0)] = UInt64(bitPattern: row.int64(1))
        }
        return fingerprints
    }

    func setHuntedBehaviours(_ fingerprints: [String: UInt64]) throws {
        try query("DELETE FROM hunted_behaviour").run()
        for (name, fingerprint) in fingerprints.sorted(by: { $0.key < $1.key }) {
            var insert = try query("INSERT INTO hunted_behaviour (name, fingerprint) VALUES (?, ?)")
            try insert.bind(name)
            try insert.bind(Int64(bitPattern: fingerprint))
            try insert.run()
        }
    }

    func sessions(after previous: UUIDv7?, limit: Int) throws -> [StoredSession] {
        // No id is shorter than 16 bytes, so the empty blob comes before all.
        var select = try query("SELECT \(Self.sessionColumns) FROM session WHERE id > ? ORDER BY id LIMIT ?")
        try select.bind(previous?.networkBytes ?? [])
        try select.bind(limit)
        return try select.all(Self.storedSession)
    }

    func sessionCount() throws -> Int { try query("SELECT count(*) FROM session").first { $0.int(0) } ?? 0 }

    // MARK: Hunts

    func hunts(limit: Int) throws -> [StoredHunt] {
        var select = try query(
            """
            SELECT id, behaviours, started_at, position, total, sessions, events, sightings, addresses, finished_at
            FROM hunt ORDER BY id DESC LIMIT ?
            """)
        try select.bind(limit)
        return try select.all { row in
            var hunt = StoredHunt(
                id: row.int64(0), behaviours: Self.names(row.text(1)),
                startedAt: Timestamp(milliseconds: row.int64(2)), total: row.int(4))
            hunt.position = row.withBlob(3) { UUIDv7(networkBytes: $0) }
            hunt.sessions = row.int(5)
            hunt.events = row.int(6)
            hunt.sightings = row.int(7)
            hunt.addresses = row.int(8)
            hunt.finishedAt = row.optionalInt64(9).map { Timestamp(milliseconds: $0) }
            return hunt
        }
    }

    func saveHunt(_ hunt: StoredHunt) throws {
        var upsert = try query(
            """
            INSERT OR REPLACE INTO hunt
            (id, behaviours, started_at, position, total, sessions, events, sightings, addresses, finished_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try upsert.bind(hunt.id)
        try upsert.bind(hunt.behaviours.joined(separator: "\n"))
        try upsert.bind(hunt.startedAt.milliseconds)
        if let position = hunt.position {
            try upsert.bind(position.networkBytes)
        } else {
            try upsert.bind(nil as Int64?)
        }
        try upsert.bind(hunt.total)
        try upsert.bind(hunt.sessions)
        try upsert.bind(hunt.events)
        try upsert.bind(hunt.sightings)
        try upsert.bind(hunt.addresses)
        try upsert.bind(hunt.finishedAt?.milliseconds)
        try upsert.run()
        for statement in ["DELETE FROM hunt WHERE id <= ?", "DELETE FROM hunt_finding WHERE hunt <= ?"] {
            var delete = try query(statement)
            try delete.bind(hunt.id - Int64(StoredHunt.keptCount))
            try delete.run()
        }
    }

    // MARK: Findings

    func findings(of hunt: Int64, limit: Int) throws -> [HuntFinding] {
        var select = try query(
            """
            SELECT address, confidence_before, confidence_after, behaviours, at FROM hunt_finding WHERE hunt = ?
            ORDER BY confidence_after DESC, address LIMIT ?
            """)
        try select.bind(hunt)
        try select.bind(limit)
        return try select.all { try Self.finding($0, of: hunt) }
    }

    func addFinding(_ finding: HuntFinding) throws -> Bool {
        var select = try query(
            """
            SELECT address, confidence_before, confidence_after, behaviours, at FROM hunt_finding
            WHERE hunt = ? AND address = ?
            """)
        try select.bind(finding.hunt)
        try select.bind(finding.address.networkBytes)
        let known = try select.first { try Self.finding($0, of: finding.hunt) }
        if known == nil {
            var count = try query("SELECT count(*) FROM hunt_finding WHERE hunt = ?")
            try count.bind(finding.hunt)
            guard try count.first({ $0.int(0) }) ?? 0 < StoredHunt.maximumFindings else { return false }
        }
        let joined = known?.joined(with: finding) ?? finding
        var upsert = try query(
            """
            INSERT OR REPLACE INTO hunt_finding (hunt, address, confidence_before, confidence_after, behaviours, at)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        try upsert.bind(joined.hunt)
        try upsert.bind(joined.address.networkBytes)
        try upsert.bind(joined.before.map { Int64($0) })
        try upsert.bind(Int64(joined.after))
        try upsert.bind(joined.behaviours.joined(separator: "\n"))
        try upsert.bind(joined.at.milliseconds)
        try upsert.run()
        return known == nil
    }

    private static func finding(_ row: Columns, of hunt: Int64) throws -> HuntFinding {
        HuntFinding(
            hunt: hunt, address: try ipAddress(row, 0),
            before: row.optionalInt64(1).map { UInt8(truncatingIfNeeded: $0) },
            after: UInt8(truncatingIfNeeded: row.int64(2)), behaviours: names(row.text(3)),
            at: Timestamp(milliseconds: row.int64(4)))
    }

    private static func names(_ lines: String) -> [String] { lines.split(separator: "\n").map(String.init) }
}
