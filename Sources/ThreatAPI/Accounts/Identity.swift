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
    /// The secret that was shown.
    var secret: SecretHash
    /// Of a secret that another one replaced: until when it still works.
    var replacedFrom: Timestamp?

    /// Why a secret that is known does not open anything.
    enum Refusal: Equatable {
        case accountDisabled
        case disabled
        case expired
        case replaced
    }

    /// `nil`: it works.
    func refusal(at now: Timestamp) -> Refusal? {
        if account.disabledAt != nil { return .accountDisabled }
        if isDisabled { return .disabled }
        if let expiresAt, now >= expiresAt { return .expired }
        if let replacedFrom, now >= replacedFrom { return .replaced }
        return nil
    }

    /// Moments at which it ceases to work by itself.
    var ends: [Timestamp] { [expiresAt, replacedFrom].compactMap { $0 } }

    func quotaKey(_ family: QuotaFamily) -> QuotaKey { QuotaKey(credential: credential, family: family) }
}
