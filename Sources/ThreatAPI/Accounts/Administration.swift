package import Store
package import ThreatModel

/// Accounts, keys and sensor tokens: what the command line manages. Works on the store directly, whether or not a server
/// runs on it; a running one takes changes up within a second.
package struct Administration: Sendable {
    private let store: any Store
    private let clock: any WallClock
    private let tiers: [Tier]
    private let actor: String

    /// - Parameter actor: who gives the commands, for the record of deeds.
    package init(
        store: any Store, clock: any WallClock = SystemClock(), tiers: [Tier] = Tier.defaults, actor: String = "server"
    ) {
        self.store = store
        self.clock = clock
        self.tiers = tiers
        self.actor = actor
    }

    /// Runs `body` on the store of a server's data folder, whether or not the server runs, and closes it afterwards. Makes
    /// folder and store where they are not there yet.
    ///
    /// - Throws: ``ThreatAPIError``, ``StoreError``, and what `body` throws.
    package static func onStore<Result: Sendable>(
        of configuration: ThreatAPIConfiguration, clock: any WallClock = SystemClock(), actor: String = "server",
        _ body: (Administration) async throws -> Result
    ) async throws -> Result {
        try DataFolder.create(configuration.dataFolder)
        let store = try SQLiteStore(path: configuration.storeFile)
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(
                try await body(
                    Administration(store: store, clock: clock, tiers: configuration.tiers, actor: actor)))
        } catch {
            outcome = .failure(error)
        }
        await store.close()
        return try outcome.get()
    }

    /// The newest deeds, newest first: who did what to accounts and keys.
    package func deeds(limit: Int) async throws -> [StoredDeed] { try await store.read { try $0.deeds(limit: limit) } }

    /// Changes something and remembers that it was done, or neither.
    ///
    /// - Parameter body: what is to be done; returns its result, and a phrase for the record, `nil` when nothing was done.
    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction, _ now: Timestamp) throws -> (Result, deed: String?)
    ) async throws -> Result {
        let (now, actor) = (clock.now, actor)
        return try await store.write { transaction in
            let (result, deed) = try body(transaction, now)
            if let deed { try transaction.record(StoredDeed(at: now, actor: actor, text: deed)) }
            return result
        }
    }

    var now: Timestamp { clock.now }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result { try await store.read(body) }

    func offers(tier: String) throws(AdministrationError) {
        guard tiers.contains(where: { $0.id == tier }) else {
            throw .unknownTier(tier, accepted: tiers.map(\.id))
        }
    }
}
