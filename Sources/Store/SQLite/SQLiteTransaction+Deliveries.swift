import GRDB
import ThreatModel

extension SQLiteTransaction {
    // MARK: Webhooks

    func webhook(of account: Int64) throws -> StoredWebhook? {
        var select = try query(
            "SELECT url, secret, created_at, last_attempt_at, last_error FROM webhook WHERE account = ?")
        try select.bind(account)
        return try select.first { row in
            StoredWebhook(
                url: row.text(0), secret: row.text(1), createdAt: Timestamp(milliseconds: row.int64(2)),
                lastAttemptAt: row.optionalInt64(3).map { Timestamp(milliseconds: $0) }, lastError: row.optionalText(4))
        }
    }

    func setWebhook(_ webhook: StoredWebhook?, of account: Int64) throws {
        _ = try changes("DELETE FROM webhook WHERE account = ?", account)
        guard let webhook else {
            _ = try changes(
                "DELETE FROM delivery WHERE account = ? AND channel = \(AlertChannel.webhook.rawValue)", account)
            return
        }
        var insert = try query(
            """
            INSERT INTO webhook (account, url, secret, created_at, last_attempt_at, last_error) VALUES (?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(account)
        try insert.bind(webhook.url)
        try insert.bind(webhook.secret)
        try insert.bind(webhook.createdAt.milliseconds)
        try insert.bind(webhook.lastAttemptAt?.milliseconds)
        try insert.bind(webhook.lastError)
        try insert.run()
    }

    func noteWebhookAttempt(of account: Int64, at now: Timestamp, error: String?) throws {
        var update = try query("UPDATE webhook SET last_attempt_at = ?, last_error = ? WHERE account = ?")
        try update.bind(now.milliseconds)
        try update.bind(error)
        try update.bind(account)
        try update.run()
    }

    // MARK: Digests

    func awaitedDigests(byMail: Bool, limit: Int) throws -> [AwaitedDigest] {
        var select = try query(
            """
            SELECT DISTINCT alert.account, alert_digest.last_at FROM alert
            JOIN account ON account.id = alert.account
            LEFT JOIN webhook ON webhook.account = alert.account
            LEFT JOIN alert_digest ON alert_digest.account = alert.account
            WHERE alert.pending > 0 AND account.disabled_at IS NULL AND (webhook.url IS NOT NULL
                OR (? <> 0 AND alert.email_notifications <> 0 AND account.email IS NOT NULL))
            ORDER BY coalesce(alert_digest.last_at, 0), alert.account LIMIT ?
            """)
        try select.bind(byMail)
        try select.bind(limit)
        return try select.all { row in
            AwaitedDigest(
                account: row.int64(0), lastDigestAt: row.optionalInt64(1).map { Timestamp(milliseconds: $0) })
        }
    }

    func settleAlerts(_ ids: [Int64], of account: Int64, at now: Timestamp) throws {
        for id in ids {
            var update = try query(
                """
                UPDATE alert SET pending = 0, total_alerts = total_alerts + 1, last_alerted_at = ?
                WHERE id = ? AND account = ?
                """)
            try update.bind(now.milliseconds)
            try update.bind(id)
            try update.bind(account)
            guard try update.changes() == 1 else { continue }
            _ = try changes("DELETE FROM alert_example WHERE alert = ?", id)
        }
        var upsert = try query("INSERT OR REPLACE INTO alert_digest (account, last_at) VALUES (?, ?)")
        try upsert.bind(account)
        try upsert.bind(now.milliseconds)
        try upsert.run()
    }

    // MARK: Deliveries

    func deliveries(limit: Int) throws -> [StoredDelivery] {
        var select = try query(
            """
            SELECT id, account, channel, created_at, next_attempt_at, attempts, body FROM delivery
            ORDER BY next_attempt_at, id LIMIT ?
            """)
        try select.bind(limit)
        return try select.all { row in
            guard let id = row.withBlob(0, { UUIDv7(networkBytes: $0) }),
                let channel = AlertChannel(rawValue: UInt8(truncatingIfNeeded: row.int64(2)))
            else { throw Self.damaged("delivery") }
            return StoredDelivery(
                id: id, account: row.int64(1), channel: channel, createdAt: Timestamp(milliseconds: row.int64(3)),
                nextAttemptAt: Timestamp(milliseconds: row.int64(4)), attempts: row.int(5), body: row.bytes(6))
        }
    }

    func insertDelivery(_ delivery: StoredDelivery) throws {
        var insert = try query(
            """
            INSERT INTO delivery (id, account, channel, created_at, next_attempt_at, attempts, body)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(delivery.id.networkBytes)
        try insert.bind(delivery.account)
        try insert.bind(Int64(delivery.channel.rawValue))
        try insert.bind(delivery.createdAt.milliseconds)
        try insert.bind(delivery.nextAttemptAt.milliseconds)
        try insert.bind(delivery.attempts)
        try insert.bind(delivery.body)
        try insert.run()
    }

    func postponeDelivery(_ id: UUIDv7, to next: Timestamp, attempts: Int) throws {
        var update = try query("UPDATE delivery SET next_attempt_at = ?, attempts = ? WHERE id = ?")
        try update.bind(next.milliseconds)
        try update.bind(attempts)
        try update.bind(id.networkBytes)
        try update.run()
    }

    func removeDelivery(_ id: UUIDv7) throws {
        var delete = try query("DELETE FROM delivery WHERE id = ?")
        try delete.bind(id.networkBytes)
        try delete.run()
    }
}
