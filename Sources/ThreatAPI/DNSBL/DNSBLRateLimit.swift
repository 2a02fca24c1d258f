import IPNetworks
import Synchronization

/// Keeps answers from being sent to a network that did not ask for them: as many questions as it may ask are answered, of
/// the rest every second one is answered with as many bytes as it has, which tells a true client to come over TCP (what BIND
/// and NSD call response rate limiting, with a slip of 2).
final class DNSBLRateLimit: Sendable {
    enum Verdict {
        case answer
        case hurry
        case drop
    }

    private let throttle: AddressThrottle
    private let exempt: IPAddressSet
    private let refusals = Atomic<UInt64>(0)

    /// - Parameter rate: answers a second to one network; as many may come at once.
    init(rate: Int, exempt: [IPPrefix]) {
        throttle = AddressThrottle(rate: rate, burst: rate)
        self.exempt = IPAddressSet(exempt.map(\.range))
    }

    /// - Parameter now: nanoseconds on a clock that never runs backwards.
    func verdict(on client: IPAddress, at now: UInt64) -> Verdict {
        guard !exempt.contains(client), throttle.take(Self.network(of: client), at: now) != nil else { return .answer }
        return refusals.wrappingAdd(1, ordering: .relaxed).newValue.isMultiple(of: 2) ? .hurry : .drop
    }

    /// 24 bits of an IPv4 address, 56 of an IPv6 address: as BIND does.
    private static func network(of client: IPAddress) -> IPAddress {
        client.v4.map { IPAddress(v4: $0 & 0xffff_ff00) } ?? IPAddress(v6: (client.mapped >> 72) << 72)
    }
}
