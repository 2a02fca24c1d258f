package import IPNetworks

/// How the server answers as a DNS list.
package struct DNSBLConfiguration: Sendable {
    /// The name below which addresses are asked for; `nil`: nobody is answered.
    package var zone: DNSName?
    /// Where it listens, with UDP and with TCP.
    package var listen = [DNSBLPlace(address: IPAddress(v4: 127 << 24 | 1), port: 5300)]
    /// 1…100; a lower confidence is not listed.
    package var scoreMinimum = Int(ListFilter.defaultScoreMinimum)
    /// For how long resolvers remember an answer, also that an address is not listed.
    package var timeToLive = Duration.seconds(300)
    /// The zone's name servers as its parent zone names them. None: the parent zone alone knows.
    package var nameServers: [DNSName] = []
    /// Datagrams a second from one IPv4 network of 24 bits or IPv6 network of 56 bits that are answered.
    package var rate = 1000
    /// Networks to which ``rate`` does not apply.
    package var exempt: [IPPrefix] = ["127.0.0.0/8", "::1/128"].compactMap { IPPrefix($0) }
    /// Connections at once.
    package var connections = 1000
    /// The longest between two questions of a connection.
    package var idleTime = Duration.seconds(10)

    package init() {}

    /// Room that names of addresses need before the zone's: 32 digits, each with its length.
    private static let addressBytes = 64

    /// Whether names of addresses below that name are not too long.
    package static func isUsable(_ zone: DNSName) -> Bool { zone.wire.count + addressBytes <= DNSName.maximumLength }

    /// There is room for so many in an answer over TCP.
    package static let mostNameServers = 13
    package static let mostPlaces = 16
}

/// An address and a port to listen on.
package struct DNSBLPlace: Hashable, Sendable, CustomStringConvertible {
    package var address: IPAddress
    /// 0: any free one.
    package var port: UInt16

    package init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// `192.0.2.1:53` or `[2001:db8::1]:53`.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(String(host)), address.isIPv4 != isBracketed else { return nil }
        self.init(address: address, port: port)
    }

    package var description: String { address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
