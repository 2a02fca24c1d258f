import ThreatModel

extension MemoryTransaction {
    func accounts() -> [StoredAccount] { state.accounts }

    func credentials() -> [StoredCredential] { state.credentials }

    func createAccount(name: String, trusted: Bool, at now: Timestamp) throws -> StoredAccount {
        guard !state.accounts.contains(where: { $0.name == name }) else { throw StoreError.accountExists(name) }
        let account = StoredAccount(
            id: Int64(state.accounts.count) + 1, name: name, trusted: trusted, createdAt: now)
        state.accounts.append(account)
        state.identityVersion += 1
        return account
    }

    func createCredential(_ credential: NewCredential, at now: Timestamp) -> StoredCredential {
        let stored = StoredCredential(
            id: Int64(state.credentials.count) + 1, account: credential.account, kind: credential.kind,
            tier: credential.tier, hash: credential.hash, hint: credential.hint, label: credential.label,
            createdAt: now, expiresAt: credential.expiresAt)
        state.credentials.append(stored)
        state.identityVersion += 1
        return stored
    }

    func disableCredential(_ id: Int64, at now: Timestamp) throws {
        guard let index = state.credentials.firstIndex(where: { $0.id == id }) else {
            throw StoreError.noSuchCredential(id)
        }
        state.credentials[index].disabledAt = state.credentials[index].disabledAt ?? now
        state.identityVersion += 1
    }

    func setAccount(_ id: Int64, disabledAt: Timestamp?) throws {
        try changeAccount(id) { $0.disabledAt = disabledAt == nil ? nil : $0.disabledAt ?? disabledAt }
    }

    func setAccount(_ id: Int64, trusted: Bool) throws { try changeAccount(id) { $0.trusted = trusted } }

    func setCredential(_ id: Int64, expiresAt: Timestamp?) throws {
        _ = try changeCredential(id) { $0.expiresAt = expiresAt }
    }

    func replaceSecret(
        of id: Int64, hash: [UInt8], hint: String, validUntil: Timestamp, forgottenBefore: Timestamp
    ) throws -> StoredCredential {
        try changeCredential(id) { credential in
            let former = credential.formerSecrets + [FormerSecret(hash: credential.hash, validUntil: validUntil)]
            credential.formerSecrets = former.filter { $0.validUntil >= forgottenBefore }
                .map { FormerSecret(hash: $0.hash, validUntil: min($0.validUntil, validUntil)) }
                .sorted { a, b in
                    a.validUntil == b.validUntil
                        ? a.hash.lexicographicallyPrecedes(b.hash) : a.validUntil > b.validUntil
                }
            credential.hash = hash
            credential.hint = hint
        }
    }

    private func changeAccount(_ id: Int64, _ change: (inout StoredAccount) -> Void) throws {
        guard let index = state.accounts.firstIndex(where: { $0.id == id }) else { throw StoreError.noSuchAccount(id) }
        change(&state.accounts[index])
        state.identityVersion += 1
    }

    private func changeCredential(
        _ id: Int64, _ change: (inout StoredCredential) -> Void
    ) throws -> StoredCredential {
        guard let index = state.credentials.firstIndex(where: { $0.id == id }) else {
            throw StoreError.noSuchCredential(id)
        }
        change(&state.credentials[index])
        state.identityVersion += 1
        return state.credentials[index]
    }

    func record(_ deed: StoredDeed) {
        state.deeds.append(deed)
        state.deeds.removeFirst(max(0, state.deeds.count - StoredDeed.keptCount))
    }

    func deeds(limit: Int) -> [StoredDeed] { Array(state.deeds.reversed().prefix(limit)) }
}
