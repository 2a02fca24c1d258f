import GRDB
import ThreatModel

extension SQLiteTransaction {
    func accounts() throws -> [StoredAccount] {
        try query("SELECT id, name, trusted, created_at, email FROM account ORDER BY id").all { row in
            StoredAccount(
                id: row.int64(0), name: row.text(1), trusted: row.bool(2),
                createdAt: Timestamp(milliseconds: row.int64(3)), email: row.optionalText(4))
        }
    }

    func credentials() throws -> [StoredCredential] {
        try query(
            """
            SELECT id, account, kind, tier, hash, hint, label, created_at, expires_at, disabled_at
            FROM credential ORDER BY id
            """
        ).all { row in
            guard let kind = CredentialKind(rawValue: UInt8(truncatingIfNeeded: row.int64(2))) else {
                throw Self.damaged("credential")
            }
            return StoredCredential(
                id: row.int64(0), account: row.int64(1), kind: kind, tier: row.text(3), hash: row.bytes(4),
                hint: row.text(5), label: row.text(6), createdAt: Timestamp(milliseconds: row.int64(7)),
                expiresAt: row.optionalInt64(8).map { Timestamp(milliseconds: $0) },
                disabledAt: row.optionalInt64(9).map { Timestamp(milliseconds: $0) })
        }
    }

    func createAccount(name: String, trusted: Bool, at now: Timestamp) throws -> StoredAccount {
        var insert = try query("INSERT OR IGNORE INTO account (name, trusted, created_at) VALUES (?, ?, ?)")
        try insert.bind(name)
        try insert.bind(trusted)
        try insert.bind(now.milliseconds)
        guard try insert.changes() == 1 else { throw StoreError.accountExists(name) }
        try identitiesChanged()
        return StoredAccount(id: database.lastInsertedRowID, name: name, trusted: trusted, createdAt: now)
    }

    func createCredential(_ credential: NewCredential, at now: Timestamp) throws -> StoredCredential {
        var insert = try query(
            """
            INSERT INTO credential (account, kind, tier, hash, hint, label, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(credential.account)
        try insert.bind(Int64(credential.kind.rawValue))
        try insert.bind(credential.tier)
        try insert.bind(credential.hash)
        try insert.bind(credential.hint)
        try insert.bind(credential.label)
        try insert.bind(now.milliseconds)
        try insert.bind(credential.expiresAt?.milliseconds)
        try insert.run()
        let id = database.lastInsertedRowID
        try identitiesChanged()
        return StoredCredential(
            id: id, account: credential.account, kind: credential.kind, tier: credential.tier, hash: credential.hash,
            hint: credential.hint, label: credential.label, createdAt: now, expiresAt: credential.expiresAt)
    }

    func disableCredential(_ id: Int64, at now: Timestamp) throws {
        var update = try query("UPDATE credential SET disabled_at = coalesce(disabled_at, ?) WHERE id = ?")
        try update.bind(now.milliseconds)
        try update.bind(id)
        guard try update.changes() == 1 else { throw StoreError.noSuchCredential(id) }
        try identitiesChanged()
    }

    func setAccountEmail(_ account: Int64, to email: String?) throws {
        var update = try query("UPDATE account SET email = ? WHERE id = ?")
        try update.bind(email)
        try update.bind(account)
        guard try update.changes() == 1 else { throw StoreError.noSuchAccount(account) }
        try identitiesChanged()
    }

    private func identitiesChanged() throws {
        try query("UPDATE meta SET value = value + 1 WHERE name = 'identity_version'").run()
    }
}
