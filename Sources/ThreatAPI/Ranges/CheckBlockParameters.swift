import IPNetworks
import ThreatModel

/// What `check-block` may be asked for.
struct CheckBlockParameters: Equatable {
    /// The widest network: IPv4 /16, IPv6 /48.
    static let widestV4: UInt8 = 16
    static let widestV6: UInt8 = 48
    /// Addresses named in an answer.
    static let maximumNamed = 1000

    enum Subject: Equatable {
        case network(IPPrefix)
        case asn(UInt32)
    }

    private(set) var subject: Subject
    private(set) var filter = ListFilter()
    /// The most addresses that are named.
    private(set) var limit = maximumNamed

    init(_ query: QueryParameters) throws(RequestError) {
        var filter = ListFilter()
        var limit = Self.maximumNamed
        var network: IPPrefix?
        var asn: UInt32?
        try query.forEach { (name, value) throws(RequestError) in
            switch name {
            case "network": network = try Self.network(value)
            case "asn": asn = try Self.asn(value)
            case "scoreMinimum":
                filter.scoreMinimum = UInt8(try ParameterValue.number(name, value, in: 1...100))
            case "limit": limit = try ParameterValue.number(name, value, in: 0...Self.maximumNamed)
            default: break
            }
        }
        switch (network, asn) {
        case (let network?, nil): subject = .network(network)
        case (nil, let asn?): subject = .asn(asn)
        case (nil, nil):
            throw .badRequest("'network' or 'asn' is needed, such as network=45.10.0.0/16 or asn=AS64500")
        case (.some, .some): throw .badRequest("'network' and 'asn' cannot both be asked about at once")
        }
        self.filter = filter
        self.limit = limit
    }

    static func network(_ value: String) throws(RequestError) -> IPPrefix {
        guard let network = IPPrefix(value) else {
            throw .badRequest("'network' must be a network in CIDR notation, such as 45.10.0.0/16")
        }
        guard network.length >= widest(network.family) else {
            throw .badRequest("'network' may be as wide as \(widestNames); '\(value)' is wider")
        }
        return network
    }

    /// The length of the widest network.
    static func widest(_ family: IPFamily) -> UInt8 {
        switch family {
        case .v4: widestV4
        case .v6: widestV6
        }
    }

    /// For sentences.
    static let widestNames = "/\(widestV4) of IPv4 and /\(widestV6) of IPv6"

    /// `AS64500` or `64500`.
    private static func asn(_ value: String) throws(RequestError) -> UInt32 {
        let digits = value.lowercased().hasPrefix("as") ? value.dropFirst(2) : value[...]
        guard let number = ASCIIText.number(digits.utf8).flatMap({ UInt32(exactly: $0) }), number > 0 else {
            throw .badRequest("'asn' must be the number of an autonomous system, such as AS64500")
        }
        return number
    }
}
