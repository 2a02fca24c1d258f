import Crypto
import CryptoExtras
import FoundationEssentials

/// An RSA key pair made from a generator: the same numbers for the same generator.
struct RSAKeyPair: Sendable {
    /// What OpenSSL and with it every `ssh-keygen` takes.
    private static let publicExponent: UInt64 = 65537

    private let key: _RSA.Signing.PrivateKey?
    /// The modulus in network order.
    let modulus: [UInt8]
    /// The public exponent in network order.
    let exponent: [UInt8] = [1, 0, 1]

    /// - Parameter bits: rounded down to a multiple of 128, and up to 2048, below which the library signs nothing.
    init(bits: Int, using generator: inout some RandomNumberGenerator) {
        let count = max(16, bits / 128)
        let first = PrimeSearch.prime(limbs: count, exponent: Self.publicExponent, using: &generator)
        var second = first
        while second == first {
            second = PrimeSearch.prime(limbs: count, exponent: Self.publicExponent, using: &generator)
        }
        let (p, q) = LimbArithmetic.isLess(first, second) ? (second, first) : (first, second)
        modulus = LimbArithmetic.bytes(LimbArithmetic.product(p, q))
        key = try? _RSA.Signing.PrivateKey(
            n: modulus, e: exponent, d: Self.privateExponent(p, q), p: LimbArithmetic.bytes(p),
            q: LimbArithmetic.bytes(q))
    }

    /// The inverse of the public exponent modulo (p - 1)(q - 1), in network order: the multiple of that product, plus one,
    /// that the public exponent divides.
    private static func privateExponent(_ p: [UInt64], _ q: [UInt64]) -> [UInt8] {
        var totient = LimbArithmetic.product([p[0] & ~1] + p.dropFirst(), [q[0] & ~1] + q.dropFirst())
        let rest = LimbArithmetic.remainder(totient, by: publicExponent)
        // The inverse of the remainder, by Fermat's theorem: the exponent is prime.
        var inverse: UInt64 = 1
        for _ in 0..<(publicExponent - 2) { inverse = inverse * rest % publicExponent }
        totient = LimbArithmetic.product(totient, [publicExponent - inverse])
        LimbArithmetic.add(1, to: &totient)
        _ = LimbArithmetic.divide(&totient, by: publicExponent)
        return LimbArithmetic.bytes(totient)
    }

    /// The signature of RFC 8017 §8.2 over a message, as long as the modulus.
    func sign(_ message: [UInt8], _ digest: SSHDigest) throws(SSHCryptoError) -> [UInt8] {
        guard let key else { throw .unsupported }
        do {
            let padding = _RSA.Signing.Padding.insecurePKCS1v1_5
            let signature =
                switch digest {
                case .sha1: try key.signature(for: Insecure.SHA1.hash(data: message), padding: padding)
                case .sha256: try key.signature(for: SHA256.hash(data: message), padding: padding)
                case .sha384: try key.signature(for: SHA384.hash(data: message), padding: padding)
                case .sha512: try key.signature(for: SHA512.hash(data: message), padding: padding)
                }
            return Array(signature.rawRepresentation)
        } catch { throw .unsupported }
    }
}
