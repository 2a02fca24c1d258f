import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    func feedEpoch() throws -> UInt32 { UInt32(truncatingIfNeeded: try meta("feed_epoch")) }

    func lastSequence() throws -> UInt64 {
        // SQLite's own record of the largest number ever given.
        let last = try query("SELECT seq FROM sqlite_sequence WHERE name = 'change'").first { $0.int64(0) }
        return UInt64(bitPattern: last ?? 0)
    }

    func oldestResumableSequence() throws -> UInt64 {
        let oldest = try query("SELECT sequence FROM change ORDER BY sequence LIMIT 1").first { $0.int64(0) }
        if let oldest { return UInt64(bitPattern: oldest) - 1 }
        return try lastSequence()
    }

    func changes(after sequence: UInt64, limit: Int) throws -> [StoredChange] {
        var select = try query(
            "SELECT sequence, address, old, new, at FROM change WHERE sequence > ? ORDER BY sequence LIMIT ?")
        try select.bind(Int64(clamping: sequence))
        try select.bind(limit)
        return try select.all { row in
            StoredChange(
                sequence: UInt64(bitPattern: row.int64(0)), address: try Self.ipAddress(row, 1),
                old: try Self.facts(row, 2), new: try Self.facts(row, 3), at: Timestamp(milliseconds: row.int64(4)))
        }
    }

    func appendChange(
        of address: IPAddress, from old: ListingFacts?, to new: ListingFacts?, at now: Timestamp
    ) throws -> UInt64 {
        var insert = try query("INSERT INTO change (address, old, new, at) VALUES (?, ?, ?, ?)")
        try insert.bind(address.networkBytes)
        try insert.bind(old.map { Int64(bitPattern: $0.packed) })
        try insert.bind(new.map { Int64(bitPattern: $0.packed) })
        try insert.bind(now.milliseconds)
        try insert.run()
        return UInt64(bitPattern: database.lastInsertedRowID)
    }

    private static func facts(_ row: Columns, _ column: Int32) throws -> ListingFacts? {
        guard let packed = row.optionalInt64(column) else { return nil }
        guard let facts = ListingFacts(packed: UInt64(bitPattern: packed)) else { throw damaged("change") }
        return facts
    }
}
