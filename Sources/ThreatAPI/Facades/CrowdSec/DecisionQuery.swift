import IPNetworks
import ThreatModel

/// What a bouncer may ask for, of `/v1/decisions` and its stream.
struct DecisionQuery: Equatable {
    /// Which of the listed addresses are asked about.
    enum Subject: Equatable {
        case all
        case address(IPAddress)
        /// All addresses in a network.
        case network(IPPrefix)
        /// What no decision of this server is: one about a country, a captcha, of another origin.
        case nothing
    }

    private(set) var filter = ListFilter()
    private(set) var subject = Subject.all
    /// Of the stream: everything is wanted, not only what is new.
    private(set) var isStartup = false
    private(set) var limit = Int.max

    init(_ query: QueryParameters) throws(RequestError) {
        var words = Words()
        var network: IPPrefix?
        var containsNetwork = true
        var subject = Subject.all
        var filter = ListFilter()
        var (isStartup, limit) = (false, Int.max)
        func limitTo(_ other: Subject) {
            subject = subject == .all || subject == other ? other : .nothing
        }
        try query.forEach { (name, value) throws(RequestError) in
            switch name {
            case "startup": isStartup = try ParameterValue.flag(name, value)
            case "limit": limit = try ParameterValue.number(name, value, in: 1...Int.max)
            case "scoreMinimum", "minSeverity", "ipVersion": try filter.take(name, value)
            case "scope", "scopes":
                if try !ParameterValue.list(name, value).contains(where: { $0.lowercased() == "ip" }) {
                    limitTo(.nothing)
                }
            case "type", "types":
                if try !ParameterValue.list(name, value).contains("ban") { limitTo(.nothing) }
            case "origin", "origins":
                if try !ParameterValue.list(name, value).contains(Substring(Decision.origin)) { limitTo(.nothing) }
            case "ip": limitTo(.address(try Self.address(name, value)))
            case "value":
                // A value that is no address is that of another scope.
                if let address = IPAddress(value) { limitTo(.address(address)) } else { limitTo(.nothing) }
            case "range": network = try Self.network(value)
            case "contains": containsNetwork = try ParameterValue.flag(name, value)
            case "scenarios_containing": words.wanted = try ParameterValue.list(name, value).map(String.init)
            case "scenarios_not_containing": words.unwanted = try ParameterValue.list(name, value).map(String.init)
            default: break
            }
        }
        if let network {
            // Ours are single addresses: no other network is inside one.
            if Int(network.length) == network.family.width {
                limitTo(.address(network.address))
            } else if containsNetwork {
                limitTo(.nothing)
            } else {
                guard network.length >= CheckBlockParameters.widest(network.family) else {
                    throw .badRequest("'range' may be as wide as \(CheckBlockParameters.widestNames)")
                }
                limitTo(.network(network))
            }
        }
        if let protocols = words.protocols {
            filter.protocols = protocols
            if protocols.isEmpty { limitTo(.nothing) }
        }
        self.subject = subject
        self.filter = filter
        self.isStartup = isStartup
        self.limit = limit
    }

    private static func address(_ name: String, _ value: String) throws(RequestError) -> IPAddress {
        guard let address = IPAddress(value) else { throw .badRequest("'\(name)' must be an IPv4 or IPv6 address") }
        return address
    }

    private static func network(_ value: String) throws(RequestError) -> IPPrefix {
        if let address = IPAddress(value) { return IPPrefix(single: address) }
        guard let network = IPPrefix(value) else {
            throw .badRequest("'range' must be a network in CIDR notation, such as 45.10.0.0/24")
        }
        return network
    }

    /// Parts of scenarios' names that are asked for. A scenario names a protocol, so they choose protocols.
    private struct Words {
        var wanted: [String] = []
        var unwanted: [String] = []

        /// Those of which an address must have attacked one; `nil`: there is no such condition.
        var protocols: AttackProtocolSet? {
            guard !wanted.isEmpty || !unwanted.isEmpty else { return nil }
            func isChosen(_ scenario: String) -> Bool {
                (wanted.isEmpty || wanted.contains { scenario.contains($0) })
                    && !unwanted.contains { scenario.contains($0) }
            }
            let chosen = AttackProtocol.allCases.filter { isChosen(Decision.scenarioPrefix + $0.name) }
            // Everything, also what no protocol is known of.
            if chosen.count == AttackProtocol.allCases.count, isChosen(Decision.plainScenario) { return nil }
            return chosen.reduce(into: AttackProtocolSet()) { $0.formUnion(AttackProtocolSet($1)) }
        }
    }
}
