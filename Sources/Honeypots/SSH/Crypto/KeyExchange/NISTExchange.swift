import Crypto

/// Key exchange over the curves of NIST (RFC 5656 §4). Points are uncompressed; others are refused, as OpenSSH does.
enum NISTExchange {
    static func p256(
        _ clientPublic: [UInt8], _ generator: inout some RandomNumberGenerator
    ) throws(SSHCryptoError) -> KeyAgreement {
        do {
            let client = try P256.KeyAgreement.PublicKey(x963Representation: clientPublic)
            let own = try scalar(32, &generator) { try P256.KeyAgreement.PrivateKey(rawRepresentation: $0) }
            return agreement(own.publicKey.x963Representation, try own.sharedSecretFromKeyAgreement(with: client))
        } catch { throw .publicValue }
    }

    static func p384(
        _ clientPublic: [UInt8], _ generator: inout some RandomNumberGenerator
    ) throws(SSHCryptoError) -> KeyAgreement {
        do {
            let client = try P384.KeyAgreement.PublicKey(x963Representation: clientPublic)
            let own = try scalar(48, &generator) { try P384.KeyAgreement.PrivateKey(rawRepresentation: $0) }
            return agreement(own.publicKey.x963Representation, try own.sharedSecretFromKeyAgreement(with: client))
        } catch { throw .publicValue }
    }

    static func p521(
        _ clientPublic: [UInt8], _ generator: inout some RandomNumberGenerator
    ) throws(SSHCryptoError) -> KeyAgreement {
        do {
            let client = try P521.KeyAgreement.PublicKey(x963Representation: clientPublic)
            let own = try scalar(66, &generator) { try P521.KeyAgreement.PrivateKey(rawRepresentation: $0) }
            return agreement(own.publicKey.x963Representation, try own.sharedSecretFromKeyAgreement(with: client))
        } catch { throw .publicValue }
    }

    /// A private key from random bytes. Next to no draw is beyond the group's order; 521 bits are one bit of the first
    /// byte and eight of all others.
    static func scalar<Key>(
        _ count: Int, _ generator: inout some RandomNumberGenerator, _ key: ([UInt8]) throws -> Key
    ) throws -> Key {
        for _ in 0..<16 {
            var bytes = generator.octets(count)
            if count == 66 { bytes[0] &= 1 }
            if let key = try? key(bytes) { return key }
        }
        throw SSHCryptoError.unsupported
    }

    private static func agreement(_ serverPublic: some Sequence<UInt8>, _ secret: SharedSecret) -> KeyAgreement {
        KeyAgreement(
            serverPublic: Array(serverPublic), sharedSecret: secret.withUnsafeBytes { BlobWriter.numberBody($0) })
    }
}
