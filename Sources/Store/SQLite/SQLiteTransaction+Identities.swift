import GRDB
import ThreatModel

extension SQLiteTransaction {
    func accounts() throws -> [StoredAccount] {
        try query("SELECT id, name, trusted, created_at, disabled_at, email FROM account ORDER BY id").all { row in
            StoredAccount(
                id: row.int64(0), name: row.text(1), trusted: row.bool(2),
                createdAt: Timestamp(milliseconds: row.int64(3)), disabledAt: Self.timestamp(row, 4),
                email: row.optionalText(5))
        }
    }

    func credentials() throws -> [StoredCredential] {
        let former = try formerSecrets()
        return try query("SELECT \(Self.credentialColumns) FROM credential ORDER BY id").all { row in
            try Self.credential(row, former: former[row.int64(0)] ?? [])
        }
    }

    private static let credentialColumns =
        "id, account, kind, tier, hash, hint, label, created_at, expires_at, disabled_at"

    private static func credential(_ row: Columns, former: [FormerSecret]) throws -> StoredCredential {
        guard let kind = CredentialKind(rawValue: UInt8(truncatingIfNeeded: row.int64(2))) else {
            throw damaged("credential")
        }
        var credential = StoredCredential(
            id: row.int64(0), account: row.int64(1), kind: kind, tier: row.text(3), hash: row.bytes(4),
            hint: row.text(5), label: row.text(6), createdAt: Timestamp(milliseconds: row.int64(7)),
            expiresAt: timestamp(row, 8), disabledAt: timestamp(row, 9))
        credential.formerSecrets = former
        return credential
    }

    /// By credential.
    private func formerSecrets() throws -> [Int64: [FormerSecret]] {
        var former: [Int64: [FormerSecret]] = [:]
        try query("SELECT credential, hash, valid_until FROM former_secret ORDER BY valid_until DESC, hash").forEach {
            former[$0.int64(0), default: []].append(
                FormerSecret(hash: $0.bytes(1), validUntil: Timestamp(milliseconds: $0.int64(2))))
        }
        return former
    }

    private static func timestamp(_ row: Columns, _ column: Int32) -> Timestamp? {
        row.optionalInt64(column).map { Timestamp(milliseconds: $0) }
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

    func setAccount(_ id: Int64, disabledAt: Timestamp?) throws {
        var update: Query
        if let disabledAt {
            update = try query("UPDATE account SET disabled_at = coalesce(disabled_at, ?) WHERE id = ?")
            try update.bind(disabledAt.milliseconds)
        } else {
            update = try query("UPDATE account SET disabled_at = NULL WHERE id = ?")
        }
        try update.bind(id)
        guard try update.changes() == 1 else { throw StoreError.noSuchAccount(id) }
        try identitiesChanged()
    }

    func setAccount(_ id: Int64, trusted: Bool) throws {
        var update = try query("UPDATE account SET trusted = ? WHERE id = ?")
        try update.bind(trusted)
        try update.bind(id)
        guard try update.changes() == 1 else { throw StoreError.noSuchAccount(id) }
        try identitiesChanged()
    }

    func setCredential(_ id: Int64, expiresAt: Timestamp?) throws {
        var update = try query("UPDATE credential SET expires_at = ? WHERE id = ?")
        try update.bind(expiresAt?.milliseconds)
        try update.bind(id)
        guard try update.changes() == 1 else { throw StoreError.noSuchCredential(id) }
        try identitiesChanged()
    }

    func replaceSecret(
        of id: Int64, hash: [UInt8], hint: String, validUntil: Timestamp, forgottenBefore: Timestamp
    ) throws -> StoredCredential {
        var keep = try query(
            "INSERT INTO former_secret (hash, credential, valid_until) SELECT hash, id, ? FROM credential WHERE id = ?")
        try keep.bind(validUntil.milliseconds)
        try keep.bind(id)
        guard try keep.changes() == 1 else { throw StoreError.noSuchCredential(id) }
        var forget = try query("DELETE FROM former_secret WHERE credential = ? AND valid_until < ?")
        try forget.bind(id)
        try forget.bind(forgottenBefore.milliseconds)
        try forget.run()
        var shorten = try query("UPDATE former_secret SET valid_until = ? WHERE credential = ? AND valid_until > ?")
        try shorten.bind(validUntil.milliseconds)
        try shorten.bind(id)
        try shorten.bind(validUntil.milliseconds)
        try shorten.run()
        var replace = try query("UPDATE credential SET hash = ?, hint = ? WHERE id = ?")
        try replace.bind(hash)
        try replace.bind(hint)
        try replace.bind(id)
        try replace.run()
        try identitiesChanged()
        guard let credential = try credentials().first(where: { $0.id == id }) else {
            throw StoreError.noSuchCredential(id)
        }
        return credential
    }

    private func identitiesChanged() throws {
        try query("UPDATE meta SET value = value + 1 WHERE name = 'identity_version'").run()
    }
}
