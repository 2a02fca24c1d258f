/// A group to exchange keys in: the numbers modulo a safe prime (RFC 4253 §8).
struct DHGroup: Hashable, Sendable {
    /// The prime in network order, without zeros in front.
    let prime: [UInt8]
    /// What is raised to secret powers: 2 or 5 in all groups in use.
    let generator: Int

    var bits: Int { prime.count * 8 }

    /// Bits of a secret exponent: a little more than twice the strength of the group (RFC 7919 §5.2, SP 800-57 part 1).
    private var exponentBytes: Int {
        switch bits {
        case ...2048: 32
        case ...4096: 42
        default: 52
        }
    }

    /// The server's half of the exchange.
    ///
    /// - Parameter clientPublic: the body of the mpint `e`.
    /// - Throws: ``SSHCryptoError/publicValue`` for what OpenSSH refuses: a number outside of 2...p - 2, or one with fewer
    ///   than four bits set.
    func agree(
        clientPublic: [UInt8], using random: inout some RandomNumberGenerator
    ) throws(SSHCryptoError) -> KeyAgreement {
        guard let limbs = LimbArithmetic.limbs(prime, count: prime.count / 8), let modulus = MontgomeryModulus(limbs)
        else { throw .unsupported }
        guard (clientPublic.first ?? 0) < 0x80, let client = LimbArithmetic.limbs(clientPublic, count: limbs.count),
            client.reduce(0, { $0 + $1.nonzeroBitCount }) >= 4
        else { throw .publicValue }
        // p - 1 is no power of anything but itself and one.
        var greatest = limbs
        greatest[0] &-= 1
        guard LimbArithmetic.isLess(client, greatest) else { throw .publicValue }
        let exponent = random.octets(exponentBytes)
        let own = modulus.leaving(modulus.power(ofSmall: generator, exponent))
        let secret = modulus.leaving(modulus.power(modulus.entering(client), exponent))
        return KeyAgreement(
            serverPublic: BlobWriter.numberBody(LimbArithmetic.bytes(own)),
            sharedSecret: BlobWriter.numberBody(LimbArithmetic.bytes(secret)))
    }
}
