import Store
import Synchronization
import ThreatModel

/// The current ``IdentityTable``, refreshed when the store says that identities have changed: keys made or disabled by
/// the command line count within a second.
final class IdentityDirectory: Sendable {
    private let store: any Store
    private let tiers: [Tier]
    // Held for the copying of one reference, on every request.
    private let table = Mutex(IdentityTable.empty)

    init(store: any Store, tiers: [Tier]) {
        self.store = store
        self.tiers = tiers
    }

    var current: IdentityTable { table.withLock { $0 } }

    /// Reads the identities again if they have changed since.
    func refresh() async throws {
        let version = try await store.identityVersion()
        guard version != current.version else { return }
        // The version was read first: what changed in between is read again next time.
        let (accounts, credentials) = try await store.read { try ($0.accounts(), $0.credentials()) }
        let fresh = IdentityTable(accounts: accounts, credentials: credentials, tiers: tiers, version: version)
        table.withLock { $0 = fresh }
    }
}
