import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    func addressDetection(of address: IPAddress) throws -> [UInt8]? {
        var select = try query("SELECT state FROM address_detection WHERE address = ?")
        try select.bind(address.networkBytes)
        return try select.first { $0.bytes(0) }
    }

    func saveAddressDetection(_ state: [UInt8]?, of address: IPAddress, at now: Timestamp) throws {
        guard let state else {
            var delete = try query("DELETE FROM address_detection WHERE address = ?")
            try delete.bind(address.networkBytes)
            return try delete.run()
        }
        var upsert = try query(
            """
            INSERT INTO address_detection (address, changed_at, state) VALUES (?, ?, ?)
            ON CONFLICT (address) DO UPDATE SET changed_at = excluded.changed_at, state = excluded.state
            """)
        try upsert.bind(address.networkBytes)
        try upsert.bind(now.milliseconds)
        try upsert.bind(state)
        try upsert.run()
    }

    func pruneAddressDetections(before cutoff: Timestamp, limit: Int) throws -> Int {
        var delete = try query(
            """
            DELETE FROM address_detection WHERE address IN
            (SELECT address FROM address_detection WHERE changed_at < ? ORDER BY changed_at LIMIT ?)
            """)
        try delete.bind(cutoff.milliseconds)
        try delete.bind(limit)
        return try delete.changes()
    }
}
