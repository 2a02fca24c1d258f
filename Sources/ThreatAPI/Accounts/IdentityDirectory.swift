import Store
import Synchronization
import ThreatModel

/// The current ``IdentityTable``, refreshed when the store says that identities have changed, or the server is given other
/// tiers: what the command line does to accounts and keys counts within a second.
final class IdentityDirectory: Sendable {
    private struct State {
        var table = IdentityTable.empty
        var tierVersion: UInt64 = 0
        /// When it was last asked whether a secret has ceased to work.
        var lookedAt: Timestamp?
    }

    private let store: any Store
    private let tiers: TierTable
    // Held for the copying of one reference, on every request.
    private let state = Mutex(State())

    init(store: any Store, tiers: TierTable) {
        self.store = store
        self.tiers = tiers
    }

    var current: IdentityTable { state.withLock { $0.table } }

    /// Reads the identities again if they have changed since.
    ///
    /// - Returns: whether something that worked the last time may no longer work.
    @discardableResult
    func refresh(at now: Timestamp) async throws -> Bool {
        let version = try await store.identityVersion()
        let (tiers, tierVersion) = tiers.current
        let isCurrent = state.withLock { $0.table.version == version && $0.tierVersion == tierVersion }
        guard !isCurrent else {
            return state.withLock { state in
                defer { state.lookedAt = now }
                return state.lookedAt.map { state.table.hasEnd(after: $0, notAfter: now) } ?? false
            }
        }
        // The version was read first: what changed in between is read again next time.
        let (accounts, credentials) = try await store.read { try ($0.accounts(), $0.credentials()) }
        let fresh = IdentityTable(accounts: accounts, credentials: credentials, tiers: tiers, version: version)
        return take(fresh, tierVersion: tierVersion, at: now)
    }

    /// Two may read at once, and the one that read first may come last: what is older never replaces what is newer.
    ///
    /// - Returns: whether the table was taken.
    func take(_ fresh: IdentityTable, tierVersion: UInt64, at now: Timestamp) -> Bool {
        state.withLock { state in
            guard fresh.version >= state.table.version, tierVersion >= state.tierVersion else { return false }
            state.table = fresh
            state.tierVersion = tierVersion
            state.lookedAt = now
            return true
        }
    }
}
