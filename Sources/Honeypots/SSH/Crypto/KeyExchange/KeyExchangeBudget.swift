import ThreatModel

/// What a visitor may make the server calculate in key exchanges.
///
/// A client can ask for new keys at any time, and in the largest groups its request costs nothing and the answer a
/// twentieth of a second. So each connection has an allowance, which honest clients never use up: they exchange keys once,
/// and again after a gigabyte or an hour.
struct KeyExchangeBudget: Sendable {
    /// Exchanges in one connection at most.
    static let exchanges = 100
    /// Microseconds that may be spent at once.
    static let burst: Int64 = 400_000
    /// Microseconds that come back in each second.
    static let recovery: Int64 = 2000

    private var exchanges = 0
    private var microseconds = burst
    private var last: Timestamp?

    init() {}

    /// Takes what an exchange costs, its signature included.
    ///
    /// - Parameter bits: the size of the group that group exchange agreed on; of no account in other methods.
    /// - Throws: ``SSHCryptoError/budget`` if it is more than there is.
    mutating func charge(
        _ method: KeyExchangeMethod, groupBits bits: Int = 0, at now: Timestamp
    ) throws(SSHCryptoError) {
        if let last, now > last {
            let elapsed = min(now.since(last), .seconds(3600))
            let recovered = elapsed.components.seconds * Self.recovery
            microseconds = min(Self.burst, microseconds + recovered)
            // Parts of a second are kept for the next time.
            if recovered > 0 { self.last = now }
        } else {
            last = now
        }
        let cost = Self.cost(method, groupBits: bits) + Self.signature
        guard exchanges < Self.exchanges, microseconds >= cost else { throw .budget }
        exchanges += 1
        microseconds -= cost
    }

    /// Microseconds of an RSA signature, the dearest there is.
    private static let signature: Int64 = 2500

    /// Microseconds of the agreement alone on one core of a small server.
    static func cost(_ method: KeyExchangeMethod, groupBits bits: Int) -> Int64 {
        switch method {
        case .curve25519, .curve25519LibSSH, .nistp256: 100
        case .nistp384: 1200
        case .nistp521: 3500
        case .group1, .group14SHA1, .group14SHA256, .group16, .group18, .groupExchangeSHA1, .groupExchangeSHA256:
            cost(groupBits: bits > 0 ? bits : method.groupBits)
        }
    }

    private static func cost(groupBits bits: Int) -> Int64 {
        switch bits {
        case ...1024: 500
        case ...2048: 1500
        case ...3072: 4000
        case ...4096: 8000
        case ...6144: 24000
        default: 46000
        }
    }
}

extension KeyExchangeMethod {
    /// Bits of the method's own group; the greatest there is where the group is to be agreed on.
    fileprivate var groupBits: Int {
        switch family {
        case .curve: 0
        case .group(let group): group.bits
        case .groupExchange: 8192
        }
    }
}
