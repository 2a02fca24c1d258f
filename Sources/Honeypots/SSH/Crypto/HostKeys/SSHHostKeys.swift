import Crypto
import FoundationEssentials

/// A server's host keys, drawn from the persona: the same after every restart, others on every sensor.
struct SSHHostKeys: PersonaScene {
    private let ed25519: Curve25519.Signing.PrivateKey
    private let ecdsa: P256.Signing.PrivateKey
    private let rsa: RSAHostKey

    /// The keys of the machine that the persona shows: `dropbearkey` makes smaller ones.
    init(persona: Persona) { self.init(seed: persona.seed, rsaBits: persona.sshMachine == .server ? 3072 : 2048) }

    /// - Parameter rsaBits: 3072 is what `ssh-keygen -A` of OpenSSH 8.4 makes; at least 2048.
    init(seed: UInt64, rsaBits: Int = 3072) {
        var generator = SSHRandom(seed: seed, topic: "ssh ed25519 host key")
        // Neither can fail: every 32 bytes are an Ed25519 key, and some draw is within the order of P-256.
        ed25519 = (try? Curve25519.Signing.PrivateKey(rawRepresentation: generator.octets(32))) ?? .init()
        generator = SSHRandom(seed: seed, topic: "ssh ecdsa host key")
        let scalar = try? NISTExchange.scalar(32, &generator) { try P256.Signing.PrivateKey(rawRepresentation: $0) }
        ecdsa = scalar ?? .init()
        rsa = RSAHostKey(bits: rsaBits, seed: seed)
    }

    /// Makes what is costly to make, so that no visit has to wait for it.
    func prepare() { _ = rsa.made() }

    /// The public key as a blob (`K_S`): RFC 8709 §4, RFC 5656 §3.1, RFC 4253 §6.6.
    func publicKeyBlob(_ algorithm: SSHHostKeyAlgorithm) -> [UInt8] {
        var writer = BlobWriter()
        writer.append(name: algorithm.keyType)
        switch algorithm {
        case .rsaSHA512, .rsaSHA256, .rsaSHA1:
            let pair = rsa.made()
            writer.append(number: pair.exponent)
            writer.append(number: pair.modulus)
        case .ecdsa:
            writer.append(name: "nistp256")
            writer.append(string: ecdsa.publicKey.x963Representation)
        case .ed25519: writer.append(string: ed25519.publicKey.rawRepresentation)
        }
        return writer.bytes
    }

    /// The signature over an exchange hash as a blob: RFC 8709 §6, RFC 5656 §3.1.2, RFC 8332 §3, RFC 4253 §6.6.
    func sign(_ exchangeHash: [UInt8], _ algorithm: SSHHostKeyAlgorithm) throws(SSHCryptoError) -> [UInt8] {
        var writer = BlobWriter()
        writer.append(name: algorithm.rawValue)
        writer.append(string: try signature(exchangeHash, algorithm))
        return writer.bytes
    }

    private func signature(
        _ message: [UInt8], _ algorithm: SSHHostKeyAlgorithm
    ) throws(SSHCryptoError) -> [UInt8] {
        switch algorithm {
        case .rsaSHA512: return try rsa.made().sign(message, .sha512)
        case .rsaSHA256: return try rsa.made().sign(message, .sha256)
        case .rsaSHA1: return try rsa.made().sign(message, .sha1)
        case .ecdsa:
            guard let signature = try? ecdsa.signature(for: message).rawRepresentation else { throw .unsupported }
            var numbers = BlobWriter()
            numbers.append(number: signature.prefix(32))
            numbers.append(number: signature.suffix(32))
            return numbers.bytes
        case .ed25519:
            guard let signature = try? ed25519.signature(for: message) else { throw .unsupported }
            return Array(signature)
        }
    }
}
