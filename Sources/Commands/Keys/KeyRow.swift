import Store
import ThreatModel

/// A key or token, as `--json` shows it.
struct KeyRow: Encodable {
    let id: Int64
    let kind: String
    let account: String
    let label: String
    /// `null` for what has none: a sensor's token, an administrator's key.
    let tier: String?
    /// The secret's last four characters.
    let hint: String
    let created: String
    let expires: String?
    let disabled: String?
    /// Until when the secret that was replaced last goes on working; `null` when it does not.
    let formerSecretUntil: String?
    /// `active`, `expired`, `disabled`, or `account disabled`.
    let state: String
    /// Only when it has just been made.
    let secret: String?

    init(_ credential: StoredCredential, of accounts: [StoredAccount], at now: Timestamp, secret: String? = nil) {
        let owner = accounts.first { $0.id == credential.account }
        id = credential.id
        kind =
            switch credential.kind {
            case .apiKey: "key"
            case .sensorToken: "sensor"
            case .administratorKey: "administrator"
            }
        account = owner?.name ?? ""
        label = credential.label
        tier = credential.tier.isEmpty ? nil : credential.tier
        hint = credential.hint
        created = credential.createdAt.rfc3339
        expires = credential.expiresAt?.rfc3339
        disabled = credential.disabledAt?.rfc3339
        let former = credential.formerSecrets.map(\.validUntil).max()
        formerSecretUntil = former.flatMap { $0 > now ? $0.rfc3339 : nil }
        state =
            if credential.disabledAt != nil {
                "disabled"
            } else if owner?.disabledAt != nil {
                "account disabled"
            } else if let expiry = credential.expiresAt, expiry <= now {
                "expired"
            } else {
                "active"
            }
        self.secret = secret
    }
}

extension Table {
    /// Keys and tokens for people.
    init(keys: [KeyRow]) {
        self.init(
            header: ["id", "kind", "account", "tier", "ends in", "created", "state", "label"],
            rows: keys.map { key in
                [
                    "\(key.id)", key.kind, key.account, key.tier ?? "–", key.hint, String(key.created.prefix(10)),
                    key.stateText, key.label,
                ]
            })
    }
}

extension KeyRow {
    /// The state with the moment that comes next.
    fileprivate var stateText: String {
        guard state == "active" else { return state }
        if let formerSecretUntil { return "active, old secret until \(formerSecretUntil.prefix(16))Z" }
        return expires.map { "until \($0.prefix(10))" } ?? state
    }
}
