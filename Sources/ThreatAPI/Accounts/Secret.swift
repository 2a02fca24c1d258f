/// A key or token: shown once when it is made, afterwards known by its hash only.
package struct Secret: Sendable {
    /// Random characters after the prefix: 238 bits.
    static let randomCount = 40
    /// The longest text that is looked at as a secret.
    static let maximumLength = 128

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// `sk_<tier>_<40 base62>`, `st_<40 base62>`, `ak_<40 base62>` or `whsec_<40 base62>`.
    package let text: String

    /// A new key of the API.
    static func apiKey(tier: String, using generator: inout some RandomNumberGenerator) -> Secret {
        Secret(text: "sk_\(tier)_" + random(using: &generator))
    }

    /// A new token for a sensor.
    static func sensorToken(using generator: inout some RandomNumberGenerator) -> Secret {
        Secret(text: "st_" + random(using: &generator))
    }

    /// A new key for an administrator.
    static func administratorKey(using generator: inout some RandomNumberGenerator) -> Secret {
        Secret(text: "ak_" + random(using: &generator))
    }

    /// What the deliveries to a webhook are signed with.
    static func webhook(using generator: inout some RandomNumberGenerator) -> Secret {
        Secret(text: "whsec_" + random(using: &generator))
    }

    private static func random(using generator: inout some RandomNumberGenerator) -> String {
        let characters = (0..<randomCount).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
        return String(decoding: characters, as: UTF8.self)
    }

    var hash: SecretHash { Array(text.utf8).withUnsafeBytes { SecretHash(of: $0) } }

    /// What tells it apart from others for a person who knows it.
    var hint: String { String(text.suffix(4)) }
}
