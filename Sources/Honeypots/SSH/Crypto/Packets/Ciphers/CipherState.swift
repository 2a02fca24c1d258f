import Crypto
import CryptoExtras

/// One direction's cipher: its key and how far it has come.
///
/// Keys are expanded anew for each packet: that costs less than a microsecond, and keeping the expanded form some hundred
/// bytes for every connection that idles.
enum CipherState: Sendable {
    /// Before the first key exchange.
    case none
    /// A cipher without authentication: encrypts and decrypts whole blocks.
    case stream(BlockStream)
    case galois(GaloisStream)
    case chaCha(ChaChaPoly1305)

    init(_ cipher: PacketCipher, _ keys: PacketKeys) throws(SSHCryptoError) {
        guard keys.encryption.count == cipher.keyBytes, keys.vector.count == cipher.vectorBytes else {
            throw .unsupported
        }
        switch cipher {
        case .chaCha20Poly1305: self = .chaCha(ChaChaPoly1305(key: keys.encryption))
        case .aes128GCM, .aes256GCM: self = .galois(GaloisStream(keys))
        case .aes128CTR, .aes192CTR, .aes256CTR:
            let counter = keys.vector.reduce(0) { $0 << 8 | UInt128($1) }
            self = .stream(.counter(key: SymmetricKey(data: keys.encryption), counter))
        case .aes128CBC, .aes192CBC, .aes256CBC:
            self = .stream(.chained(key: SymmetricKey(data: keys.encryption), vector: keys.vector))
        case .tripleDESCBC: self = .stream(.oldChained(TripleDES(key: keys.encryption), Self.word(keys.vector)))
        case .tripleDESCTR: self = .stream(.oldCounter(TripleDES(key: keys.encryption), Self.word(keys.vector)))
        }
    }

    private static func word(_ bytes: [UInt8]) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
