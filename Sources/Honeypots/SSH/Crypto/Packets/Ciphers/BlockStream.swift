import Crypto
import CryptoExtras

/// A block cipher in a mode that goes on from packet to packet.
enum BlockStream: Sendable {
    /// AES with a counter (RFC 4344 §4).
    case counter(key: SymmetricKey, UInt128)
    /// AES with the last encrypted block as the next vector (RFC 4253 §6.3).
    case chained(key: SymmetricKey, vector: [UInt8])
    case oldCounter(TripleDES, UInt64)
    case oldChained(TripleDES, UInt64)

    /// - Parameter bytes: whole blocks.
    mutating func encrypt(_ bytes: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        switch self {
        case .counter, .oldCounter: return try count(bytes)
        case .chained(let key, let vector):
            guard !bytes.isEmpty else { return [] }
            do {
                let encrypted = Array(
                    try AES._CBC.encrypt(bytes, using: key, iv: .init(ivBytes: vector), noPadding: true))
                self = .chained(key: key, vector: Array(encrypted.suffix(16)))
                return encrypted
            } catch { throw .unsupported }
        case .oldChained(let cipher, var vector):
            let encrypted = TripleDES.mapBlocks(bytes) { block in
                vector = cipher.encrypt(block ^ vector)
                return vector
            }
            self = .oldChained(cipher, vector)
            return encrypted
        }
    }

    /// - Parameter bytes: whole blocks.
    mutating func decrypt(_ bytes: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        switch self {
        case .counter, .oldCounter: return try count(bytes)
        case .chained(let key, let vector):
            guard !bytes.isEmpty else { return [] }
            do {
                self = .chained(key: key, vector: Array(bytes.suffix(16)))
                return Array(try AES._CBC.decrypt(bytes, using: key, iv: .init(ivBytes: vector), noPadding: true))
            } catch { throw .unsupported }
        case .oldChained(let cipher, var vector):
            let plain = TripleDES.mapBlocks(bytes) { block in
                defer { vector = block }
                return cipher.decrypt(block) ^ vector
            }
            self = .oldChained(cipher, vector)
            return plain
        }
    }

    /// In counter mode both directions are the same.
    private mutating func count(_ bytes: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        switch self {
        case .counter(let key, let counter):
            do {
                let nonce = (0..<16).map { UInt8(truncatingIfNeeded: counter >> UInt128((15 - $0) * 8)) }
                self = .counter(key: key, counter &+ UInt128(bytes.count / 16))
                return Array(try AES._CTR.encrypt(bytes, using: key, nonce: .init(nonceBytes: nonce)))
            } catch { throw .unsupported }
        case .oldCounter(let cipher, var counter):
            let result = TripleDES.mapBlocks(bytes) { block in
                defer { counter &+= 1 }
                return block ^ cipher.encrypt(counter)
            }
            self = .oldCounter(cipher, counter)
            return result
        case .chained, .oldChained: return bytes
        }
    }
}
