import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    // MARK: Words

    func words() throws -> [String] {
        try query("SELECT text FROM word ORDER BY number").all { $0.text(0) }
    }

    func number(ofWord word: String) throws -> Int {
        var select = try query("SELECT number FROM word WHERE text = ?")
        try select.bind(word)
        if let number = try select.first({ $0.int(0) }) { return number }
        var insert = try query("INSERT INTO word (number, text) SELECT count(*), ? FROM word")
        try insert.bind(word)
        try insert.run()
        return Int(database.lastInsertedRowID)
    }

    // MARK: Addresses

    func address(_ address: IPAddress) throws -> StoredAddress? {
        var select = try query("SELECT address, confidence, last_seen, record, evidence FROM address WHERE address = ?")
        try select.bind(address.networkBytes)
        return try select.first(Self.storedAddress)
    }

    func forEachAddress(_ body: (IPAddress, UnsafeRawBufferPointer) throws -> Void) throws {
        try query("SELECT address, record FROM address ORDER BY address").forEach { row in
            let address = try Self.ipAddress(row, 0)
            try row.withBlob(1) { try body(address, $0) }
        }
    }

    func addresses(after previous: IPAddress?, limit: Int) throws -> [StoredAddress] {
        // Every key is greater than the empty blob.
        var select = try query(
            """
            SELECT address, confidence, last_seen, record, evidence FROM address
            WHERE address > ? ORDER BY address LIMIT ?
            """)
        try select.bind(previous?.networkBytes ?? [])
        try select.bind(limit)
        return try select.all(Self.storedAddress)
    }

    func addressCount() throws -> Int {
        try query("SELECT count(*) FROM address").first { $0.int(0) } ?? 0
    }

    func saveAddress(_ address: StoredAddress) throws {
        var upsert = try query(
            """
            INSERT OR REPLACE INTO address (address, confidence, last_seen, record, evidence) VALUES (?, ?, ?, ?, ?)
            """)
        try upsert.bind(address.address.networkBytes)
        try upsert.bind(Int64(address.confidence))
        try upsert.bind(address.lastSeen.milliseconds)
        try upsert.bind(address.record)
        try upsert.bind(address.evidence)
        try upsert.run()
    }

    func removeAddress(_ address: IPAddress) throws {
        var delete = try query("DELETE FROM address WHERE address = ?")
        try delete.bind(address.networkBytes)
        try delete.run()
    }

    private static func storedAddress(_ row: Columns) throws -> StoredAddress {
        StoredAddress(
            address: try ipAddress(row, 0), confidence: UInt8(truncatingIfNeeded: row.int64(1)),
            lastSeen: Timestamp(milliseconds: row.int64(2)), record: row.bytes(3), evidence: row.bytes(4))
    }

    static func ipAddress(_ row: Columns, _ column: Int32) throws -> IPAddress {
        guard let address = row.withBlob(column, { IPAddress(networkBytes: $0) }) else { throw damaged("address") }
        return address
    }
}
