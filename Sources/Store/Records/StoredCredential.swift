package import ThreatModel

/// A key of the API, the token of a sensor, or the key of an administrator. The secret itself is shown once and never stored.
package struct StoredCredential: Hashable, Sendable {
    package var id: Int64
    package var account: Int64
    package var kind: CredentialKind
    /// The tier of an API key; empty for what has no quota.
    package var tier: String
    /// SHA-256 of the secret.
    package var hash: [UInt8]
    /// The secret's last four characters, so that a person can tell keys apart.
    package var hint: String
    /// The name given by the owner; of a sensor, its name.
    package var label: String
    package var createdAt: Timestamp
    package var expiresAt: Timestamp?
    package var disabledAt: Timestamp?
    /// Secrets that this one's replaced, those that worked longest first.
    package var formerSecrets: [FormerSecret] = []

    package init(
        id: Int64, account: Int64, kind: CredentialKind, tier: String, hash: [UInt8], hint: String, label: String,
        createdAt: Timestamp, expiresAt: Timestamp? = nil, disabledAt: Timestamp? = nil
    ) {
        self.id = id
        self.account = account
        self.kind = kind
        self.tier = tier
        self.hash = hash
        self.hint = hint
        self.label = label
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.disabledAt = disabledAt
    }
}

/// A secret that was replaced by another one of the same credential.
package struct FormerSecret: Hashable, Sendable {
    /// SHA-256 of the secret.
    package var hash: [UInt8]
    /// It works until then; afterwards it is only recognised.
    package var validUntil: Timestamp

    package init(hash: [UInt8], validUntil: Timestamp) {
        self.hash = hash
        self.validUntil = validUntil
    }
}

/// What a secret opens. The raw value is stored: never renumber.
package enum CredentialKind: UInt8, NamedVocabulary {
    case apiKey = 0
    case sensorToken = 1
    /// Opens what only an administrator sees, and nothing of the API.
    case administratorKey = 2

    package var name: String {
        switch self {
        case .apiKey: "api_key"
        case .sensorToken: "sensor_token"
        case .administratorKey: "administrator_key"
        }
    }
}

/// A credential about to be created.
package struct NewCredential: Hashable, Sendable {
    package var account: Int64
    package var kind: CredentialKind
    package var tier: String
    package var hash: [UInt8]
    package var hint: String
    package var label: String
    package var expiresAt: Timestamp?

    package init(
        account: Int64, kind: CredentialKind, tier: String, hash: [UInt8], hint: String, label: String,
        expiresAt: Timestamp? = nil
    ) {
        self.account = account
        self.kind = kind
        self.tier = tier
        self.hash = hash
        self.hint = hint
        self.label = label
        self.expiresAt = expiresAt
    }
}
