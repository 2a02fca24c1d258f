package import Store
package import ThreatModel

/// Accounts, keys and sensor tokens: what the command line manages. Works on the store directly, whether or not a server
/// runs on it; a running one takes changes up within a second.
package struct Administration: Sendable {
    /// The account that a new installation begins with; its own sensors and reports are trusted.
    package static let operatorName = "operator"
    package static let maximumNameLength = 64
    package static let maximumLabelLength = 128

    private let store: any Store
    private let clock: any WallClock
    private let tiers: [Tier]

    package init(store: any Store, clock: any WallClock = SystemClock(), tiers: [Tier] = Tier.defaults) {
        self.store = store
        self.clock = clock
        self.tiers = tiers
    }

    /// Runs `body` on the store of a server's data folder, whether or not the server runs, and closes it afterwards. Makes
    /// folder and store where they are not there yet.
    ///
    /// - Throws: ``ThreatAPIError``, ``StoreError``, and what `body` throws.
    package static func onStore<Result: Sendable>(
        of configuration: ThreatAPIConfiguration, clock: any WallClock = SystemClock(),
        _ body: (Administration) async throws -> Result
    ) async throws -> Result {
        try DataFolder.create(configuration.dataFolder)
        let store = try SQLiteStore(path: configuration.storeFile)
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(
                try await body(Administration(store: store, clock: clock, tiers: configuration.tiers)))
        } catch {
            outcome = .failure(error)
        }
        await store.close()
        return try outcome.get()
    }

    /// A credential just made: the only moment at which its secret is known.
    package struct Created: Sendable {
        package let credential: StoredCredential
        package let secret: Secret
    }

    // MARK: Accounts

    package func accounts() async throws -> [StoredAccount] { try await store.read { try $0.accounts() } }

    /// The first account of an installation; made, trusted, when there is none yet.
    @discardableResult
    package func operatorAccount() async throws -> StoredAccount {
        let now = clock.now
        return try await store.write { transaction in
            if let first = try transaction.accounts().first { return first }
            return try transaction.createAccount(name: Self.operatorName, trusted: true, at: now)
        }
    }

    /// - Throws: ``AdministrationError``, ``StoreError/accountExists(_:)``
    package func createAccount(named name: String, trusted: Bool) async throws -> StoredAccount {
        guard !name.isEmpty, name.count <= Self.maximumNameLength, !name.contains(where: \.isNewline) else {
            throw AdministrationError.badName(name)
        }
        let now = clock.now
        return try await store.write { try $0.createAccount(name: name, trusted: trusted, at: now) }
    }

    // MARK: Credentials

    /// All keys and tokens, those of one account when it is named.
    package func credentials(ofAccount name: String? = nil) async throws -> [StoredCredential] {
        try await store.read { reader in
            let credentials = try reader.credentials()
            guard let name else { return credentials }
            let account = try Self.account(named: name, in: reader)
            return credentials.filter { $0.account == account.id }
        }
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
        guard tiers.contains(where: { $0.id == tier }) else {
            throw AdministrationError.unknownTier(tier, accepted: tiers.map(\.id))
        }
        var generator = SystemRandomNumberGenerator()
        return try await create(
            .apiKey(tier: tier, using: &generator), kind: .apiKey, tier: tier, account: account, label: label,
            expiresAt: expiresAt)
    }

    /// Makes the token that one sensor sends its events with.
    ///
    /// - Parameter name: what the sensor is called.
    package func createSensorToken(
        forAccount account: String? = nil, name: String, expiresAt: Timestamp? = nil
    ) async throws -> Created {
        var generator = SystemRandomNumberGenerator()
        return try await create(
            .sensorToken(using: &generator), kind: .sensorToken, tier: "", account: account, label: name,
            expiresAt: expiresAt)
    }

    /// - Throws: ``StoreError/noSuchCredential(_:)``
    package func disableCredential(_ id: Int64) async throws {
        let now = clock.now
        try await store.write { try $0.disableCredential(id, at: now) }
    }

    private func create(
        _ secret: Secret, kind: CredentialKind, tier: String, account: String?, label: String, expiresAt: Timestamp?
    ) async throws -> Created {
        guard label.count <= Self.maximumLabelLength, !label.contains(where: \.isNewline) else {
            throw AdministrationError.badName(label)
        }
        if account == nil { try await operatorAccount() }
        let now = clock.now
        let credential = try await store.write { transaction in
            let owner = try Self.account(named: account, in: transaction)
            return try transaction.createCredential(
                NewCredential(
                    account: owner.id, kind: kind, tier: tier, hash: secret.hash.bytes, hint: secret.hint,
                    label: label, expiresAt: expiresAt),
                at: now)
        }
        return Created(credential: credential, secret: secret)
    }

    private static func account(named name: String?, in reader: any StoreReader) throws -> StoredAccount {
        let accounts = try reader.accounts()
        guard let account = name.map({ name in accounts.first { $0.name == name } }) ?? accounts.first else {
            throw AdministrationError.unknownAccount(name ?? operatorName)
        }
        return account
    }
}
