import Crypto
import CryptoExtras
import FoundationEssentials

/// A visitor's public key.
struct SSHPublicKey: Sendable {
    /// The key itself; nil for types that are known by name only, as `ssh-dss` and those of security tokens.
    private let material: Material?
    /// The type named in the blob: `ssh-rsa`, `ssh-ed25519`, ….
    let type: String
    /// Of the whole blob, as `ssh-keygen -l` shows it.
    let fingerprint: String
    /// Bits of an RSA key's modulus, or of the curve; nil for other types.
    let bits: Int?

    private enum Material: Sendable {
        case ed25519(Curve25519.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    /// - Throws: ``SSHCryptoError/malformedBlob`` if the blob is not what its type promises.
    init(blob: some Collection<UInt8>) throws(SSHCryptoError) {
        var reader = BlobReader(blob)
        type = try reader.name()
        let hash = Data(SHA256.hash(data: Array(blob))).base64EncodedString()
        fingerprint = "SHA256:" + hash.prefix { $0 != "=" }
        switch type {
        case "ssh-ed25519":
            let key = Array(try reader.string())
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { throw .malformedBlob }
            material = .ed25519(key)
            bits = 256
        case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521":
            guard type.hasSuffix("-" + (try reader.name())) else { throw .malformedBlob }
            let key = try Self.curveKey(type, Array(try reader.string()))
            (material, bits) = (key.0, key.1)
        case "ssh-rsa":
            let exponent = try reader.number()
            let modulus = try reader.number()
            bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
            // Keys that the library refuses (too short, odd exponents) still have a fingerprint; they verify nothing.
            guard modulus.count <= 2048, exponent.count <= 2048 else { throw .malformedBlob }
            material = (try? _RSA.Signing.PublicKey(n: modulus, e: exponent)).map { .rsa($0) }
        default:
            material = nil
            bits = nil
            return
        }
        guard reader.isAtEnd else { throw .malformedBlob }
    }

    private static func curveKey(_ type: String, _ point: [UInt8]) throws(SSHCryptoError) -> (Material, Int) {
        do {
            return switch type {
            case "ecdsa-sha2-nistp256": (.p256(try P256.Signing.PublicKey(x963Representation: point)), 256)
            case "ecdsa-sha2-nistp384": (.p384(try P384.Signing.PublicKey(x963Representation: point)), 384)
            default: (.p521(try P521.Signing.PublicKey(x963Representation: point)), 521)
            }
        } catch { throw .malformedBlob }
    }

    /// Whether the blob is a signature of this key over those bytes.
    ///
    /// - Parameter algorithm: what the visitor said it signs with; the blob has to name the same, as OpenSSH demands.
    func verifies(_ signature: some Collection<UInt8>, over message: [UInt8], algorithm: String) -> Bool {
        var reader = BlobReader(signature)
        guard let name = try? reader.name(), name == algorithm, let body = try? reader.string(), reader.isAtEnd,
            let material
        else { return false }
        switch material {
        case .ed25519(let key): return name == type && key.isValidSignature(Array(body), for: message)
        case .p256(let key):
            guard name == type, let raw = Self.numbers(body, 32) else { return false }
            return (try? P256.Signing.ECDSASignature(rawRepresentation: raw)).map {
                key.isValidSignature($0, for: message)
            } ?? false
        case .p384(let key):
            guard name == type, let raw = Self.numbers(body, 48) else { return false }
            return (try? P384.Signing.ECDSASignature(rawRepresentation: raw)).map {
                key.isValidSignature($0, for: message)
            } ?? false
        case .p521(let key):
            guard name == type, let raw = Self.numbers(body, 66) else { return false }
            return (try? P521.Signing.ECDSASignature(rawRepresentation: raw)).map {
                key.isValidSignature($0, for: message)
            } ?? false
        case .rsa(let key): return Self.verifies(Array(body), over: message, name, key)
        }
    }

    private static func verifies(
        _ body: [UInt8], over message: [UInt8], _ name: String, _ key: _RSA.Signing.PublicKey
    ) -> Bool {
        // OpenSSH fills signatures that came out short with zeros in front.
        let missing = key.keySizeInBits / 8 - body.count
        guard missing >= 0 else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: [UInt8](repeating: 0, count: missing) + body)
        let padding = _RSA.Signing.Padding.insecurePKCS1v1_5
        return switch name {
        case "rsa-sha2-512": key.isValidSignature(signature, for: SHA512.hash(data: message), padding: padding)
        case "rsa-sha2-256": key.isValidSignature(signature, for: SHA256.hash(data: message), padding: padding)
        case "ssh-rsa": key.isValidSignature(signature, for: Insecure.SHA1.hash(data: message), padding: padding)
        default: false
        }
    }

    /// The two numbers of an ECDSA signature (RFC 5656 §3.1.2), side by side and each of as many bytes.
    private static func numbers(_ body: ArraySlice<UInt8>, _ count: Int) -> [UInt8]? {
        var reader = BlobReader(body)
        guard let r = try? reader.number(), let s = try? reader.number(), reader.isAtEnd, r.count <= count,
            s.count <= count
        else { return nil }
        return [UInt8](repeating: 0, count: count - r.count) + r + [UInt8](repeating: 0, count: count - s.count) + s
    }
}
