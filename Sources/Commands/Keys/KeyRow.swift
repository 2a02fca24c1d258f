import Store
import ThreatModel

/// A key or token, as `--json` shows it.
struct KeyRow: Encodable {
    let id: Int64
    let kind: String
    let label: String
    /// `null` for a sensor's token.
    let tier: String?
    /// The secret's last four characters.
    let hint: String
    let created: String
    let expires: String?
    let disabled: String?
    /// Only when it has just been made.
    let secret: String?

    init(_ credential: StoredCredential, secret: String? = nil) {
        id = credential.id
        kind = credential.kind == .sensorToken ? "sensor" : "key"
        label = credential.label
        tier = credential.tier.isEmpty ? nil : credential.tier
        hint = credential.hint
        created = credential.createdAt.rfc3339
        expires = credential.expiresAt?.rfc3339
        disabled = credential.disabledAt?.rfc3339
        self.secret = secret
    }
}
