/// Signature algorithms of host keys, and of visitors' keys, by their names on the wire.
enum SSHHostKeyAlgorithm: String, CaseIterable, Sendable {
    case rsaSHA512 = "rsa-sha2-512"
    case rsaSHA256 = "rsa-sha2-256"
    case rsaSHA1 = "ssh-rsa"
    case ecdsa = "ecdsa-sha2-nistp256"
    case ed25519 = "ssh-ed25519"

    /// The type named in the key's blob: one RSA key signs with three algorithms (RFC 8332 §3).
    var keyType: String {
        switch self {
        case .rsaSHA512, .rsaSHA256, .rsaSHA1: "ssh-rsa"
        case .ecdsa: "ecdsa-sha2-nistp256"
        case .ed25519: "ssh-ed25519"
        }
    }
}
