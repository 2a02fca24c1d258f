import Store
import ThreatModel

/// Every credential by the hashes of its secrets, as of one moment.
struct IdentityTable: Sendable {
    private let identities: [SecretHash: Identity]
    /// The secret that each credential has now.
    private let hashes: [Int64: SecretHash]
    /// When secrets cease to work by themselves, ascending.
    private let ends: [Timestamp]
    /// The store's number for this state of accounts and credentials.
    let version: UInt64

    static let empty = IdentityTable(accounts: [], credentials: [], tiers: [], version: 0)

    init(accounts: [StoredAccount], credentials: [StoredCredential], tiers: [Tier], version: UInt64) {
        let accounts = Dictionary(accounts.map { ($0.id, $0) }) { first, _ in first }
        let tiers = Dictionary(tiers.map { ($0.id, $0) }) { first, _ in first }
        var identities: [SecretHash: Identity] = [:]
        var hashes: [Int64: SecretHash] = [:]
        for credential in credentials {
            guard let account = accounts[credential.account] else { continue }
            func add(_ bytes: [UInt8], replacedFrom: Timestamp?) {
                guard let hash = SecretHash(stored: bytes) else { return }
                identities[hash] = Identity(
                    credential: credential.id, account: account, kind: credential.kind,
                    tier: tiers[credential.tier], expiresAt: credential.expiresAt,
                    isDisabled: credential.disabledAt != nil, secret: hash, replacedFrom: replacedFrom)
            }
            for former in credential.formerSecrets { add(former.hash, replacedFrom: former.validUntil) }
            add(credential.hash, replacedFrom: nil)
            hashes[credential.id] = SecretHash(stored: credential.hash)
        }
        self.identities = identities
        self.hashes = hashes
        self.version = version
        ends = identities.values.flatMap(\.ends).sorted()
    }

    /// The identity behind a secret, whatever its kind and state; `nil` for an unknown one.
    func identity(secret: UnsafeRawBufferPointer) -> Identity? {
        guard secret.count <= Secret.maximumLength else { return nil }
        return identities[SecretHash(of: secret)]
    }

    /// The identity of a credential, whatever its state.
    func identity(credential: Int64) -> Identity? { hashes[credential].flatMap { identities[$0] } }

    /// Whether a secret opens at this moment what it opened when `identity` was found: nothing about its account, its key
    /// or its tier has changed that matters to somebody who is connected.
    func stillOpens(_ identity: Identity, at now: Timestamp) -> Bool {
        guard let current = identities[identity.secret] else { return false }
        return current.refusal(at: now) == nil && current.tier == identity.tier
    }

    /// Whether a secret ceased to work after `earlier` and not after `now`.
    func hasEnd(after earlier: Timestamp, notAfter now: Timestamp) -> Bool {
        let next = ends.firstIndex(greaterThan: earlier)
        return next < ends.endIndex && ends[next] <= now
    }
}
