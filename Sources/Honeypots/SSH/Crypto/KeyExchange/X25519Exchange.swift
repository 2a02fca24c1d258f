import Crypto

/// Key exchange over Curve25519 (RFC 8731).
enum X25519Exchange {
    static func agree(
        _ clientPublic: [UInt8], _ generator: inout some RandomNumberGenerator
    ) throws(SSHCryptoError) -> KeyAgreement {
        do {
            let own = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: generator.octets(32))
            let client = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: clientPublic)
            let secret = try own.sharedSecretFromKeyAgreement(with: client).withUnsafeBytes {
                BlobWriter.numberBody($0)
            }
            // Points of small order give nothing but zeros (RFC 8731 §3).
            guard !secret.isEmpty else { throw SSHCryptoError.publicValue }
            return KeyAgreement(
                serverPublic: Array(own.publicKey.rawRepresentation),
                sharedSecret: secret)
        } catch { throw .publicValue }
    }
}
