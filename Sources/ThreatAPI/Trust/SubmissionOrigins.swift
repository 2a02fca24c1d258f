import Geolocation
import IPNetworks
import Scoring
import Store
import Synchronization

/// Notes from which networks accounts submit, and joins those that submit from the same one.
final class SubmissionOrigins: Sendable {
    /// Accounts whose networks are held in memory. Beyond, all are read again.
    static let maximumAccounts = 65_536

    private let store: any Store
    private let places: PlaceDirectory
    // Held for a look into a dictionary. What it says is in the store for good: networks are only ever added.
    private let noted = Mutex<[Int64: Set<IPPrefix>]>([:])

    init(store: any Store, places: PlaceDirectory) {
        self.store = store
        self.places = places
    }

    /// Takes note of where a submission comes from, before it counts. The operator's own accounts belong to nobody else
    /// wherever they are.
    ///
    /// - Throws: ``StoreError``
    func note(_ account: StoredAccount, from client: IPAddress?) async throws {
        guard !account.trusted, let client else { return }
        let networks = SubmissionNetwork.networks(of: client, announced: places.current.announcedRange(around: client))
        guard isNew(networks, of: account.id) else { return }
        let known = try await store.write { try Self.note(networks, of: account.id, in: $0) }
        noted.withLock { noted in
            if noted.count >= Self.maximumAccounts { noted.removeAll() }
            noted[account.id] = known
        }
    }

    private func isNew(_ networks: [IPPrefix], of account: Int64) -> Bool {
        guard !networks.isEmpty else { return false }
        guard let known = noted.withLock({ $0[account] }) else { return true }
        return known.count < SubmissionNetwork.maximumPerAccount && !networks.allSatisfy { known.contains($0) }
    }

    /// - Returns: the networks that are noted of the account.
    private static func note(
        _ networks: [IPPrefix], of account: Int64, in transaction: any StoreTransaction
    ) throws -> Set<IPPrefix> {
        var known = Set(try transaction.submissionNetworks(of: account))
        var organisations = try Organisations(stored: transaction)
        let before = organisations
        for network in networks
        where known.count < SubmissionNetwork.maximumPerAccount && known.insert(network).inserted {
            if let other = try transaction.firstAccount(submittingFrom: network) {
                _ = organisations.join(account, other)
            }
            try transaction.addSubmissionNetwork(network, of: account)
        }
        let changed = organisations.joined.filter { before[$0.key] != $0.value }
        if !changed.isEmpty {
            try transaction.setOrganisations(
                changed.map { StoredOrganisation(account: $0.key, organisation: $0.value) })
        }
        return known
    }
}
