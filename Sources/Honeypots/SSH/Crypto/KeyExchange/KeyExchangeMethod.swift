/// Key exchange methods by their names on the wire.
enum KeyExchangeMethod: String, CaseIterable, Sendable {
    case curve25519 = "curve25519-sha256"
    case curve25519LibSSH = "curve25519-sha256@libssh.org"
    case nistp256 = "ecdh-sha2-nistp256"
    case nistp384 = "ecdh-sha2-nistp384"
    case nistp521 = "ecdh-sha2-nistp521"
    case groupExchangeSHA256 = "diffie-hellman-group-exchange-sha256"
    case group16 = "diffie-hellman-group16-sha512"
    case group18 = "diffie-hellman-group18-sha512"
    case group14SHA256 = "diffie-hellman-group14-sha256"
    case group14SHA1 = "diffie-hellman-group14-sha1"
    case groupExchangeSHA1 = "diffie-hellman-group-exchange-sha1"
    case group1 = "diffie-hellman-group1-sha1"

    /// What kind of secret a method agrees on.
    enum Family: Hashable, Sendable {
        /// Points of a curve: public values are strings.
        case curve
        /// Numbers modulo a fixed prime: public values are mpints.
        case group(DHGroup)
        /// Numbers modulo a prime of the client's size (RFC 4419): the client asks for a group first.
        case groupExchange
    }

    var family: Family {
        switch self {
        case .curve25519, .curve25519LibSSH, .nistp256, .nistp384, .nistp521: .curve
        case .groupExchangeSHA256, .groupExchangeSHA1: .groupExchange
        case .group16: .group(.group16)
        case .group18: .group(.group18)
        case .group14SHA256, .group14SHA1: .group(.group14)
        case .group1: .group(.group1)
        }
    }

    /// The function of exchange hash and key derivation (RFC 8731 §3, RFC 5656 §6.2.1, RFC 4419 §4, RFC 8268 §3, RFC 4253
    /// §8).
    var digest: SSHDigest {
        switch self {
        case .curve25519, .curve25519LibSSH, .nistp256, .groupExchangeSHA256, .group14SHA256: .sha256
        case .nistp384: .sha384
        case .nistp521, .group16, .group18: .sha512
        case .groupExchangeSHA1, .group14SHA1, .group1: .sha1
        }
    }

    /// Whether public values are mpints and not strings.
    var isFiniteField: Bool {
        switch self {
        case .curve25519, .curve25519LibSSH, .nistp256, .nistp384, .nistp521: false
        case .groupExchangeSHA256, .groupExchangeSHA1, .group1, .group14SHA1, .group14SHA256, .group16, .group18: true
        }
    }

    /// The server's half of the exchange.
    ///
    /// - Parameter clientPublic: the contents of the string `Q_C`, or the body of the mpint `e`.
    /// - Throws: ``SSHCryptoError/publicValue`` if no honest client sends that, ``SSHCryptoError/unsupported`` for group
    ///   exchange, whose group has to be agreed on first: see ``DHGroup/agree(clientPublic:using:)``.
    func agree(
        clientPublic: [UInt8], using generator: inout some RandomNumberGenerator
    ) throws(SSHCryptoError) -> KeyAgreement {
        switch self {
        case .curve25519, .curve25519LibSSH: try X25519Exchange.agree(clientPublic, &generator)
        case .nistp256: try NISTExchange.p256(clientPublic, &generator)
        case .nistp384: try NISTExchange.p384(clientPublic, &generator)
        case .nistp521: try NISTExchange.p521(clientPublic, &generator)
        case .group16: try DHGroup.group16.agree(clientPublic: clientPublic, using: &generator)
        case .group18: try DHGroup.group18.agree(clientPublic: clientPublic, using: &generator)
        case .group14SHA256, .group14SHA1: try DHGroup.group14.agree(clientPublic: clientPublic, using: &generator)
        case .group1: try DHGroup.group1.agree(clientPublic: clientPublic, using: &generator)
        case .groupExchangeSHA256, .groupExchangeSHA1: throw .unsupported
        }
    }
}
