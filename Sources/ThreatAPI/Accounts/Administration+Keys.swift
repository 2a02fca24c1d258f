package import Store
package import ThreatModel

extension Administration {
    package static let maximumLabelLength = 128
    /// The longest that a replaced secret may go on working.
    package static let maximumGrace = Duration.seconds(30 * 86_400)
    /// A replaced secret is answered with what became of it for so long; afterwards it is unknown.
    static let recognisedFor = Duration.seconds(90 * 86_400)

    /// A secret just made: the only moment at which it is known.
    package struct Created: Sendable {
        package let credential: StoredCredential
        package let secret: Secret
    }

    /// All keys and tokens, those of one account when it is named.
    package func credentials(ofAccount name: String? = nil) async throws -> [StoredCredential] {
        guard let name else { return try await read { try $0.credentials() } }
        return try await account(named: name).credentials
    }

    /// Makes a key of the API.
    ///
    /// - Parameters:
    ///   - account: the owner's name; the installation's first account when `nil`.
    ///   - tier: one of the server's tiers.
    ///   - expiresAt: from when on it no longer works; `nil` never.
    /// - Throws: ``AdministrationError``
    package func createKey(
        forAccount account: String? = nil, tier: String, label: String, expiresAt: Timestamp? = nil
    ) async throws -> Created {
        try offers(tier: tier)
        return try await create(.apiKey, tier: tier, account: account, label: label, expiresAt: expiresAt)
    }

    /// Makes the token that one sensor sends its events with.
    ///
    /// - Parameter name: what the sensor is called.
    package func createSensorToken(
        forAccount account: String? = nil, name: String, expiresAt: Timestamp? = nil
    ) async throws -> Created {
        try await create(.sensorToken, tier: "", account: account, label: name, expiresAt: expiresAt)
    }

    /// Makes the key that opens what only an administrator sees: the files that visitors left. It opens nothing else.
    package func createAdministratorKey(
        forAccount account: String? = nil, label: String, expiresAt: Timestamp? = nil
    ) async throws -> Created {
        try await create(.administratorKey, tier: "", account: account, label: label, expiresAt: expiresAt)
    }

    /// - Throws: ``StoreError/noSuchCredential(_:)``
    package func disableCredential(_ id: Int64) async throws {
        try await perform { transaction, now in
            try transaction.disableCredential(id, at: now)
            return ((), "disabled key \(id)")
        }
    }

    /// Gives a key or token a new secret. Its id, label, tier and what it used of its quota stay.
    ///
    /// - Parameter grace: how long the secret it has goes on working; earlier ones end then too, at the latest.
    /// - Throws: ``AdministrationError``, ``StoreError/noSuchCredential(_:)``
    package func rotateCredential(_ id: Int64, grace: Duration = .zero) async throws -> Created {
        guard (.zero...Self.maximumGrace).contains(grace) else { throw AdministrationError.badGrace }
        return try await perform { transaction, now in
            guard let credential = try transaction.credentials().first(where: { $0.id == id }) else {
                throw StoreError.noSuchCredential(id)
            }
            // A new secret would not work, and whoever gets it would not know why.
            guard credential.disabledAt == nil else { throw AdministrationError.credentialDisabled(id) }
            if let owner = try transaction.accounts().first(where: { $0.id == credential.account }),
                owner.disabledAt != nil
            {
                throw AdministrationError.accountDisabled(owner.name)
            }
            if let expiry = credential.expiresAt, expiry <= now { throw AdministrationError.credentialExpired(id) }
            let secret = Secret.random(credential.kind, tier: credential.tier)
            let replaced = try transaction.replaceSecret(
                of: id, hash: secret.hash.bytes, hint: secret.hint, validUntil: now.advanced(by: grace),
                forgottenBefore: now.advanced(by: .zero - Self.recognisedFor))
            let end = grace == .zero ? "" : "; the old one works until \(now.advanced(by: grace).rfc3339)"
            return (Created(credential: replaced, secret: secret), "gave key \(id) a new secret\(end)")
        }
    }

    /// Sets from when on a key or token no longer works; `nil`: it always does.
    ///
    /// - Throws: ``StoreError/noSuchCredential(_:)``
    package func setCredential(_ id: Int64, expiresAt: Timestamp?) async throws {
        try await perform { transaction, _ in
            try transaction.setCredential(id, expiresAt: expiresAt)
            return ((), "key \(id) ends \(expiresAt?.rfc3339 ?? "never")")
        }
    }

    private func create(
        _ kind: CredentialKind, tier: String, account: String?, label: String, expiresAt: Timestamp?
    ) async throws -> Created {
        guard label.count <= Self.maximumLabelLength, Self.isOneLine(label) else {
            throw AdministrationError.badLabel(label)
        }
        if account == nil { try await operatorAccount() }
        return try await perform { transaction, now in
            let owner = try Self.account(named: account, in: transaction)
            guard owner.disabledAt == nil else { throw AdministrationError.accountDisabled(owner.name) }
            let secret = Secret.random(kind, tier: tier)
            let credential = try transaction.createCredential(
                NewCredential(
                    account: owner.id, kind: kind, tier: tier, hash: secret.hash.bytes, hint: secret.hint,
                    label: label, expiresAt: expiresAt),
                at: now)
            let what =
                switch kind {
                case .apiKey: "key \(credential.id), tier \(tier),"
                case .sensorToken: "sensor token \(credential.id)"
                case .administratorKey: "administrator's key \(credential.id)"
                }
            return (Created(credential: credential, secret: secret), "made \(what) for account \(owner.name)")
        }
    }
}

extension Secret {
    fileprivate static func random(_ kind: CredentialKind, tier: String) -> Secret {
        var generator = SystemRandomNumberGenerator()
        return switch kind {
        case .apiKey: apiKey(tier: tier, using: &generator)
        case .sensorToken: sensorToken(using: &generator)
        case .administratorKey: administratorKey(using: &generator)
        }
    }
}
