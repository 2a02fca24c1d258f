package import IPNetworks

/// A host that has to stay within reach, whatever is blocked.
package struct ConnectivityTarget: Hashable, Sendable {
    /// For people, and the same for as long as the same host is meant: `server sikker.example`.
    package let name: String
    /// Where it is; one of them is enough.
    package let addresses: [IPAddress]
    package let port: UInt16
    /// A router need not answer on any port: that it is there on the link tells as much as can be known.
    package let isGateway: Bool

    package init(name: String, addresses: [IPAddress], port: UInt16) {
        self.name = name
        self.addresses = addresses
        self.port = port
        isGateway = false
    }

    /// A router that this host leads packets to.
    package init(gateway: IPAddress) {
        name = "gateway \(gateway)"
        addresses = [gateway]
        port = Self.gatewayPort
        isGateway = true
    }

    /// That of name servers (RFC 1035 §4.2), which many routers are. A refusal is an answer as well.
    private static let gatewayPort: UInt16 = 53
}
