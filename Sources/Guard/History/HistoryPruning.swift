import GRDB
import ThreatModel

/// Forgets what is old, and the oldest when there is too much, a bounded number of rows at a time.
struct HistoryPruning {
    let database: Database
    let options: HistoryOptions
    let now: Timestamp

    /// Rows of one kind that one step forgets: some milliseconds.
    static let rows = 2000
    /// How long single blocks are kept.
    static let blockRetention = Duration.seconds(86_400)
    /// Hours for which hourly counts of ports and addresses are kept.
    static let hours: Int64 = 48

    /// Returns whether there may be more to forget.
    func step() throws -> Bool {
        let cutoff = now.advanced(by: .zero - options.retention)
        var most = 0
        for topic in HistoryTopic.allCases {
            let hours =
                topic.isKeptByHour ? HistoryUnit.hour.slot(of: cutoff) : HistoryUnit.hour.slot(of: now) - Self.hours
            most = max(most, try forgetTallies(.hour, topic, before: hours))
            most = max(most, try forgetTallies(.day, topic, before: cutoff.day))
        }
        most = max(most, try forgetAddresses(before: cutoff))
        most = max(most, try forgetRows("block", before: now.advanced(by: .zero - Self.blockRetention)))
        most = max(most, try forgetRows("log", before: cutoff))
        try database.execute(
            sql: "DELETE FROM presence WHERE hour < ? AND addresses <= 0",
            arguments: [HistoryUnit.hour.slot(of: cutoff)])
        if most == 0, try size() > options.mostBytes {
            try forgetOldest()
            return true
        }
        return most == Self.rows
    }

    /// Bytes that are in use; what is free inside the file does not count.
    private func size() throws -> Int {
        func pragma(_ name: String) throws -> Int { try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0 }
        return try (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")
    }

    /// The oldest of everything that grows with traffic.
    private func forgetOldest() throws {
        _ = try forgetRows("block", before: Timestamp(milliseconds: .max))
        _ = try forgetAddresses(before: Timestamp(milliseconds: .max))
        for unit in HistoryUnit.allCases {
            for topic in [HistoryTopic.address, .port] { _ = try forgetTallies(unit, topic, before: .max) }
        }
        _ = try forgetRows("log", before: Timestamp(milliseconds: .max))
    }

    private func forgetTallies(_ unit: HistoryUnit, _ topic: HistoryTopic, before slot: Int64) throws -> Int {
        let statement = try database.cachedStatement(
            sql: """
                DELETE FROM tally WHERE (unit, topic, slot, key) IN (
                    SELECT unit, topic, slot, key FROM tally WHERE unit = ? AND topic = ? AND slot < ? ORDER BY slot
                    LIMIT ?)
                """)
        try statement.execute(arguments: [unit.rawValue, topic.rawValue, slot, Self.rows])
        return database.changesCount
    }

    /// From the first row on: rows are in the order in which they were written.
    private func forgetRows(_ table: String, before time: Timestamp) throws -> Int {
        let statement = try database.cachedStatement(
            sql: """
                DELETE FROM \(table) WHERE at < ? AND number IN (SELECT number FROM \(table) ORDER BY number LIMIT ?)
                """)
        try statement.execute(arguments: [time.milliseconds, Self.rows])
        return database.changesCount
    }

    private func forgetAddresses(before time: Timestamp) throws -> Int {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT address, last_at FROM address WHERE last_at < ? ORDER BY last_at LIMIT ?",
            arguments: [time.milliseconds, Self.rows])
        let ports = try database.cachedStatement(sql: "DELETE FROM address_port WHERE address = ?")
        let address = try database.cachedStatement(sql: "DELETE FROM address WHERE address = ?")
        let presence = try database.cachedStatement(sql: "UPDATE presence SET addresses = addresses - 1 WHERE hour = ?")
        for row in rows {
            let (key, last) = (row[0] as DatabaseValue, row[1] as Int64)
            try ports.execute(arguments: [key])
            try address.execute(arguments: [key])
            try presence.execute(arguments: [HistoryUnit.hour.slot(of: Timestamp(milliseconds: last))])
        }
        return rows.count
    }
}
