import Store
import ThreatModel

/// Who a request comes from: a credential with the account that owns it.
struct Identity: Sendable {
    var credential: Int64
    var account: StoredAccount
    var kind: CredentialKind
    /// Of a sensor's token, and of a key whose tier the server's table does not know, `nil`.
    var tier: Tier?
    var expiresAt: Timestamp?
    var isDisabled: Bool

    func isValid(at now: Timestamp) -> Bool { !isDisabled && expiresAt.map { now < $0 } ?? true }

    func quotaKey(_ family: QuotaFamily) -> QuotaKey { QuotaKey(credential: credential, family: family) }
}
