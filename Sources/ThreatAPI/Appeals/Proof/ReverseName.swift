import IPNetworks

/// The name under which the reverse DNS keeps the names of an address.
enum ReverseName {
    /// `2.1.66.45.in-addr.arpa` (RFC 1035 §3.5), or the 32 digits of an IPv6 address under `ip6.arpa` (RFC 3596 §2.5).
    static func text(of address: IPAddress) -> String {
        let bytes = address.networkBytes.reversed()
        guard bytes.count > 4 else { return bytes.map { "\($0)." }.joined() + "in-addr.arpa" }
        return bytes.map { "\(String($0 & 15, radix: 16)).\(String($0 >> 4, radix: 16))." }.joined() + "ip6.arpa"
    }
}
