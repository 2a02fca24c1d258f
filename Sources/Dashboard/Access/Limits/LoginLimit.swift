import IPNetworks
import ThreatModel

/// How often somebody may try a password: some times at once, then now and again. Counted for each address, and for all
/// addresses but this machine's own: however many guess from elsewhere, whoever comes through a tunnel gets in.
struct LoginLimit: Sendable {
    static let ofAddress = Rate(atOnce: 5, interval: .seconds(20))
    static let ofAll = Rate(atOnce: 40, interval: .seconds(2))
    /// Addresses that are followed; the one that was quiet for longest makes room.
    static let mostAddresses = 1024

    struct Rate: Sendable {
        /// Tries in a row.
        var atOnce: Int
        /// After which there is one more.
        var interval: Duration
    }

    private struct Bucket {
        /// Tries that are left, as time: a whole try takes an interval.
        var left: Duration
        var at: Timestamp
    }

    private var addresses: [IPPrefix: Bucket] = [:]
    private var all: Bucket?

    /// Takes one try.
    ///
    /// - Returns: how long to wait when there is none left; `nil`: go on.
    mutating func take(_ address: IPAddress?, at now: Timestamp) -> Duration? {
        let place = Self.place(address)
        var own = Self.filled(addresses[place], Self.ofAddress, now)
        if own.left < Self.ofAddress.interval { return Self.ofAddress.interval - own.left }
        if !Self.isThisMachine(address) {
            var total = Self.filled(all, Self.ofAll, now)
            if total.left < Self.ofAll.interval { return Self.ofAll.interval - total.left }
            total.left -= Self.ofAll.interval
            all = total
        }
        own.left -= Self.ofAddress.interval
        if addresses[place] == nil, addresses.count >= Self.mostAddresses,
            let quietest = addresses.min(by: { $0.value.at < $1.value.at })
        {
            addresses[quietest.key] = nil
        }
        addresses[place] = own
        return nil
    }

    /// Whoever knew the password has not been guessing.
    mutating func forgive(_ address: IPAddress?) { addresses[Self.place(address)] = nil }

    private static func filled(_ bucket: Bucket?, _ rate: Rate, _ now: Timestamp) -> Bucket {
        let full = rate.interval * rate.atOnce
        guard let bucket else { return Bucket(left: full, at: now) }
        // A clock that is set back gives nothing.
        return Bucket(left: min(full, bucket.left + max(.zero, now.since(bucket.at))), at: now)
    }

    /// Of IPv6, a customer has a network of 64 bits at least.
    private static func place(_ address: IPAddress?) -> IPPrefix {
        let address = address ?? IPAddress(v6: 0)
        return address.isIPv4 ? IPPrefix(single: address) : IPPrefix(address, length: 64) ?? IPPrefix(single: address)
    }

    private static func isThisMachine(_ address: IPAddress?) -> Bool { address?.isLoopback ?? true }
}
