import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    // MARK: Reading

    func alertVersion() throws -> UInt64 { UInt64(bitPattern: try meta("alert_version")) }

    func enabledAlerts() throws -> [StoredAlert] {
        try query("SELECT \(Self.alertColumns) FROM alert WHERE enabled <> 0 ORDER BY id").all(Self.storedAlert)
    }

    func alerts(of account: Int64) throws -> [StoredAlert] {
        var select = try query("SELECT \(Self.alertColumns) FROM alert WHERE account = ? ORDER BY id")
        try select.bind(account)
        return try select.all(Self.storedAlert)
    }

    func alert(_ id: Int64) throws -> StoredAlert? {
        var select = try query("SELECT \(Self.alertColumns) FROM alert WHERE id = ?")
        try select.bind(id)
        return try select.first(Self.storedAlert)
    }

    func alertCounts(of account: Int64) throws -> [AlertKind: Int] {
        var select = try query("SELECT kind, count(*) FROM alert WHERE account = ? GROUP BY kind")
        try select.bind(account)
        var counts: [AlertKind: Int] = [:]
        try select.forEach { row in counts[try Self.alertKind(row, 0)] = row.int(1) }
        return counts
    }

    func alertExamples(of alert: Int64) throws -> [AlertExample] {
        var select = try query(
            "SELECT at, address, source, protocol FROM alert_example WHERE alert = ? ORDER BY row")
        try select.bind(alert)
        return try select.all { row in
            guard let source = AlertExample.Source(rawValue: UInt8(truncatingIfNeeded: row.int64(2))) else {
                throw Self.damaged("alert example")
            }
            return AlertExample(
                at: Timestamp(milliseconds: row.int64(0)), address: try Self.ipAddress(row, 1), source: source,
                protocolName: row.optionalText(3))
        }
    }

    private static let alertColumns = """
        id, account, kind, subject, label, enabled, email_notifications, created_at, last_alerted_at, total_alerts,
        match_count, unique_matches, last_matched_at, pending
        """

    private static func storedAlert(_ row: Columns) throws -> StoredAlert {
        var alert = StoredAlert(
            id: row.int64(0),
            new: NewAlert(
                account: row.int64(1), kind: try alertKind(row, 2), subject: row.text(3), label: row.optionalText(4),
                isEnabled: row.bool(5), emailNotifications: row.bool(6)),
            at: Timestamp(milliseconds: row.int64(7)))
        alert.lastAlertedAt = row.optionalInt64(8).map { Timestamp(milliseconds: $0) }
        alert.totalAlerts = row.int(9)
        alert.matchCount = row.int(10)
        alert.uniqueMatches = row.int(11)
        alert.lastMatchedAt = row.optionalInt64(12).map { Timestamp(milliseconds: $0) }
        alert.pending = row.int(13)
        return alert
    }

    private static func alertKind(_ row: Columns, _ column: Int32) throws -> AlertKind {
        guard let kind = AlertKind(rawValue: UInt8(truncatingIfNeeded: row.int64(column))) else {
            throw damaged("alert")
        }
        return kind
    }

    // MARK: Changing

    func createAlert(_ alert: NewAlert, at now: Timestamp) throws -> StoredAlert {
        var select = try query("SELECT id FROM alert WHERE account = ? AND kind = ? AND subject = ?")
        try select.bind(alert.account)
        try select.bind(Int64(alert.kind.rawValue))
        try select.bind(alert.subject)
        if let existing = try select.first({ $0.int64(0) }) { throw StoreError.alertExists(existing) }
        var insert = try query(
            """
            INSERT INTO alert (account, kind, subject, label, enabled, email_notifications, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(alert.account)
        try insert.bind(Int64(alert.kind.rawValue))
        try insert.bind(alert.subject)
        try insert.bind(alert.label)
        try insert.bind(alert.isEnabled)
        try insert.bind(alert.emailNotifications)
        try insert.bind(now.milliseconds)
        try insert.run()
        let id = database.lastInsertedRowID
        try alertsChanged()
        return StoredAlert(id: id, new: alert, at: now)
    }

    func changeAlert(_ id: Int64, label: String?, isEnabled: Bool, emailNotifications: Bool) throws {
        var update = try query("UPDATE alert SET label = ?, enabled = ?, email_notifications = ? WHERE id = ?")
        try update.bind(label)
        try update.bind(isEnabled)
        try update.bind(emailNotifications)
        try update.bind(id)
        guard try update.changes() == 1 else { throw StoreError.noSuchAlert(id) }
        try alertsChanged()
    }

    func removeAlert(_ id: Int64) throws {
        guard try changes("DELETE FROM alert WHERE id = ?", id) == 1 else { throw StoreError.noSuchAlert(id) }
        _ = try changes("DELETE FROM alert_example WHERE alert = ?", id)
        _ = try changes("DELETE FROM alert_address WHERE alert = ?", id)
        try alertsChanged()
    }

    /// Runs a statement with one number in it; returns how many rows it changed.
    func changes(_ sql: String, _ number: Int64) throws -> Int {
        var statement = try query(sql)
        try statement.bind(number)
        return try statement.changes()
    }

    private func alertsChanged() throws {
        try query("UPDATE meta SET value = value + 1 WHERE name = 'alert_version'").run()
    }

    // MARK: Matching

    func recordMatches(_ matches: AlertMatches) throws {
        var select = try query("SELECT pending FROM alert WHERE id = ?")
        try select.bind(matches.alert)
        guard let pending = try select.first({ $0.int(0) }) else { return }
        var unique = 0
        for address in matches.addresses.sorted() where try isFirstMatch(of: address, in: matches) { unique += 1 }
        var update = try query(
            """
            UPDATE alert SET match_count = match_count + ?, pending = pending + ?, unique_matches = unique_matches + ?,
            last_matched_at = max(coalesce(last_matched_at, 0), ?) WHERE id = ?
            """)
        try update.bind(matches.count)
        try update.bind(matches.count)
        try update.bind(unique)
        try update.bind(matches.lastAt.milliseconds)
        try update.bind(matches.alert)
        try update.run()
        // The examples that wait are the first of the matches that do.
        for example in matches.examples.prefix(max(0, StoredAlert.maximumExamples - pending)) {
            var insert = try query(
                "INSERT INTO alert_example (alert, at, address, source, protocol) VALUES (?, ?, ?, ?, ?)")
            try insert.bind(matches.alert)
            try insert.bind(example.at.milliseconds)
            try insert.bind(example.address.networkBytes)
            try insert.bind(Int64(example.source.rawValue))
            try insert.bind(example.protocolName)
            try insert.run()
        }
    }

    private func isFirstMatch(of address: IPAddress, in matches: AlertMatches) throws -> Bool {
        var update = try query(
            "UPDATE alert_address SET last_at = max(last_at, ?) WHERE alert = ? AND address = ?")
        try update.bind(matches.lastAt.milliseconds)
        try update.bind(matches.alert)
        try update.bind(address.networkBytes)
        guard try update.changes() == 0 else { return false }
        var insert = try query("INSERT INTO alert_address (last_at, alert, address) VALUES (?, ?, ?)")
        try insert.bind(matches.lastAt.milliseconds)
        try insert.bind(matches.alert)
        try insert.bind(address.networkBytes)
        try insert.run()
        return true
    }
}
