import Store
import ThreatModel

/// Every credential by the hash of its secret, as of one moment.
struct IdentityTable: Sendable {
    private let identities: [SecretHash: Identity]
    private let hashes: [Int64: SecretHash]
    /// The store's number for this state of accounts and credentials.
    let version: UInt64

    static let empty = IdentityTable(accounts: [], credentials: [], tiers: [], version: 0)

    init(accounts: [StoredAccount], credentials: [StoredCredential], tiers: [Tier], version: UInt64) {
        let accounts = Dictionary(accounts.map { ($0.id, $0) }) { first, _ in first }
        let tiers = Dictionary(tiers.map { ($0.id, $0) }) { first, _ in first }
        var identities: [SecretHash: Identity] = [:]
        var hashes: [Int64: SecretHash] = [:]
        for credential in credentials {
            guard let hash = SecretHash(stored: credential.hash), let account = accounts[credential.account] else {
                continue
            }
            hashes[credential.id] = hash
            identities[hash] = Identity(
                credential: credential.id, account: account, kind: credential.kind, tier: tiers[credential.tier],
                expiresAt: credential.expiresAt, isDisabled: credential.disabledAt != nil)
        }
        self.identities = identities
        self.hashes = hashes
        self.version = version
    }

    /// The identity behind a secret, whatever its kind and state; `nil` for an unknown one.
    func identity(secret: UnsafeRawBufferPointer) -> Identity? {
        guard secret.count <= Secret.maximumLength else { return nil }
        return identities[SecretHash(of: secret)]
    }

    /// The identity of a credential as it stands now.
    func identity(credential: Int64) -> Identity? { hashes[credential].flatMap { identities[$0] } }
}
