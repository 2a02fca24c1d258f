/// Ciphers by their names on the wire.
enum PacketCipher: String, CaseIterable, Sendable {
    case chaCha20Poly1305 = "chacha20-poly1305@openssh.com"
    case aes128CTR = "aes128-ctr"
    case aes192CTR = "aes192-ctr"
    case aes256CTR = "aes256-ctr"
    case aes128GCM = "aes128-gcm@openssh.com"
    case aes256GCM = "aes256-gcm@openssh.com"
    case aes128CBC = "aes128-cbc"
    case aes192CBC = "aes192-cbc"
    case aes256CBC = "aes256-cbc"
    case tripleDESCBC = "3des-cbc"
    case tripleDESCTR = "3des-ctr"

    /// Bytes of key. ChaCha20 takes two keys, one for lengths (OpenSSH, PROTOCOL.chacha20poly1305).
    var keyBytes: Int {
        switch self {
        case .aes128CTR, .aes128GCM, .aes128CBC: 16
        case .aes192CTR, .aes192CBC, .tripleDESCBC, .tripleDESCTR: 24
        case .aes256CTR, .aes256GCM, .aes256CBC: 32
        case .chaCha20Poly1305: 64
        }
    }

    /// Bytes of initialisation vector. ChaCha20 takes the sequence number in its place.
    var vectorBytes: Int {
        switch self {
        case .chaCha20Poly1305: 0
        case .tripleDESCBC, .tripleDESCTR: 8
        case .aes128GCM, .aes256GCM: 12
        case .aes128CTR, .aes192CTR, .aes256CTR, .aes128CBC, .aes192CBC, .aes256CBC: 16
        }
    }

    /// What packets are padded to a multiple of.
    var blockBytes: Int {
        switch self {
        case .chaCha20Poly1305, .tripleDESCBC, .tripleDESCTR: 8
        case .aes128CTR, .aes192CTR, .aes256CTR, .aes128GCM, .aes256GCM, .aes128CBC, .aes192CBC, .aes256CBC: 16
        }
    }

    /// Whether the cipher authenticates what it encrypts, so that no other code is sent.
    var isAuthenticating: Bool {
        switch self {
        case .chaCha20Poly1305, .aes128GCM, .aes256GCM: true
        case .aes128CTR, .aes192CTR, .aes256CTR, .aes128CBC, .aes192CBC, .aes256CBC, .tripleDESCBC, .tripleDESCTR:
            false
        }
    }

    /// Whether blocks are chained (CBC). OpenSSH then reads on after a damaged packet before it complains, so as to tell
    /// nothing about where the damage was.
    var isChained: Bool {
        switch self {
        case .aes128CBC, .aes192CBC, .aes256CBC, .tripleDESCBC: true
        case .chaCha20Poly1305, .aes128CTR, .aes192CTR, .aes256CTR, .aes128GCM, .aes256GCM, .tripleDESCTR: false
        }
    }
}
