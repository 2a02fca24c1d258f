package import ThreatModel

/// Which addresses of the blacklist are wanted.
package struct BlacklistQuery: Hashable, Sendable {
    /// 1…100: the least confidence.
    package var scoreMinimum: Int
    package var addresses: Addresses
    /// Of these countries alone, by their codes (ISO 3166-1 alpha-2); of all when empty.
    package var onlyCountries: [String] = []
    package var exceptCountries: [String] = []
    /// Of these autonomous systems alone; of all when empty.
    package var onlyASNs: [UInt32] = []
    package var exceptASNs: [UInt32] = []
    /// Active on one of these; on any when empty.
    package var protocols: [AttackProtocol] = []
    /// The gravest that they did is at least this.
    package var minSeverity = Severity.info
    /// Those of known harmless networks too.
    package var ignoresWhitelist = false

    package enum Addresses: String, CaseIterable, Sendable {
        case v4 = "4"
        case v6 = "6"
        case both = "mixed"
    }

    package init(scoreMinimum: Int = 50, addresses: Addresses = .both) {
        self.scoreMinimum = scoreMinimum
        self.addresses = addresses
    }

    /// As the query of a request, without the `?`; the same for the same query.
    package var text: String {
        var parts = ["scoreMinimum=\(scoreMinimum)", "ipVersion=\(addresses.rawValue)"]
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { parts.append("\(name)=\(Set(values).sorted().joined(separator: ","))") }
        }
        add("onlyCountries", onlyCountries)
        add("exceptCountries", exceptCountries)
        add("onlyAsn", onlyASNs.map { "\($0)" })
        add("exceptAsn", exceptASNs.map { "\($0)" })
        add("protocols", protocols.map(\.name))
        if minSeverity > .info { add("minSeverity", [minSeverity.name]) }
        if ignoresWhitelist { add("ignoreWhitelist", ["true"]) }
        return parts.joined(separator: "&")
    }
}
