import IPNetworks

/// Who counts as one client without a key: an IPv4 address, or the /64 network that one IPv6 host is usually given whole.
struct AddressKey: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    init(_ address: IPAddress) {
        high = address.high
        low = address.isIPv4 ? address.low : 0
    }
}
