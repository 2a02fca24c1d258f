/// Message authentication codes by their names on the wire.
enum PacketMAC: String, CaseIterable, Sendable {
    case umac64EtM = "umac-64-etm@openssh.com"
    case umac128EtM = "umac-128-etm@openssh.com"
    case sha256EtM = "hmac-sha2-256-etm@openssh.com"
    case sha512EtM = "hmac-sha2-512-etm@openssh.com"
    case sha1EtM = "hmac-sha1-etm@openssh.com"
    case umac64 = "umac-64@openssh.com"
    case umac128 = "umac-128@openssh.com"
    case sha256 = "hmac-sha2-256"
    case sha512 = "hmac-sha2-512"
    case sha1 = "hmac-sha1"
    case sha1Short = "hmac-sha1-96"
    case md5 = "hmac-md5"
    case md5Short = "hmac-md5-96"
    case none

    /// Whether what is authenticated is the packet as encrypted, its length in the clear (OpenSSH, PROTOCOL §1.5).
    var isEncryptThenMAC: Bool {
        switch self {
        case .umac64EtM, .umac128EtM, .sha256EtM, .sha512EtM, .sha1EtM: true
        case .umac64, .umac128, .sha256, .sha512, .sha1, .sha1Short, .md5, .md5Short, .none: false
        }
    }

    /// Bytes of key (RFC 4253 §6.4, RFC 6668 §2, RFC 4418 §2.1).
    var keyBytes: Int {
        switch self {
        case .sha512EtM, .sha512: 64
        case .sha256EtM, .sha256: 32
        case .sha1EtM, .sha1, .sha1Short: 20
        case .umac64EtM, .umac64, .umac128EtM, .umac128, .md5, .md5Short: 16
        case .none: 0
        }
    }

    /// Bytes of code on the wire.
    var codeBytes: Int {
        switch self {
        case .sha512EtM, .sha512: 64
        case .sha256EtM, .sha256: 32
        case .sha1EtM, .sha1: 20
        case .umac128EtM, .umac128, .md5: 16
        case .sha1Short, .md5Short: 12
        case .umac64EtM, .umac64: 8
        case .none: 0
        }
    }
}
