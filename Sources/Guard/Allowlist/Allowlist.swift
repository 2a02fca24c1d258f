package import Blocklists
package import IPNetworks

/// What is never blocked, whatever a list says.
package struct Allowlist: Equatable, Sendable {
    /// With their reasons; they may overlap. Special-purpose blocks come first.
    package let ranges: [AllowedRange]
    /// All of them.
    package let addresses: IPAddressSet
    /// Networks of this host that are too large to be left alone as a whole: only its own address there is.
    package let broadNetworks: [IPPrefix]
    /// Whole countries, by their codes: too many ranges to be told one by one.
    package let countries: [String: IPAddressSet]

    /// The largest networks of public addresses that are left alone because this host is in them. A tunnel whose network
    /// is half the Internet would otherwise switch the guard off.
    static let shortestOwnPrefix4 = 16
    static let shortestOwnPrefix6 = 32
    /// Exclusions that are told of one list.
    static let mostExclusions = 100

    /// - Parameters:
    ///   - servers: hosts that the guard talks to, with their addresses.
    ///   - whitelist: the user's own entries.
    ///   - whitelistHosts: the addresses of those entries that are names.
    ///   - countries: those of the entries that are countries, by their codes.
    package init(
        network: HostNetwork = HostNetwork(), servers: [String: [IPAddress]] = [:], whitelist: [WhitelistEntry] = [],
        whitelistHosts: [String: [IPAddress]] = [:], countries: [String: IPAddressSet] = [:]
    ) {
        var ranges: [AllowedRange] = []
        var broad: [IPPrefix] = []
        for attachment in network.attachments {
            ranges.append(AllowedRange(IPRange(attachment.address), .ownAddress))
            if Self.isModest(attachment.network) {
                ranges.append(AllowedRange(attachment.network.range, .ownNetwork))
            } else {
                broad.append(attachment.network)
            }
        }
        ranges += network.gateways.map { AllowedRange(IPRange($0), .gateway) }
        ranges += network.resolvers.map { AllowedRange(IPRange($0), .resolver) }
        for (name, addresses) in servers.sorted(by: { $0.key < $1.key }) {
            ranges += addresses.map { AllowedRange(IPRange($0), .server(name)) }
        }
        for entry in whitelist {
            switch entry {
            case .range(let range): ranges.append(AllowedRange(range, .whitelist("\(range)")))
            case .host(let name):
                ranges += (whitelistHosts[name] ?? []).map { AllowedRange(IPRange($0), .whitelistHost(name)) }
            case .country: break  // below, as a whole
            }
        }
        let special = SpecialPurpose.registry.map { AllowedRange($0.prefix.range, .specialPurpose($0)) }
        self.ranges = special + ranges
        addresses = countries.values.reduce(SpecialPurpose.neverListed.union(IPAddressSet(ranges.map(\.range)))) {
            $0.union($1)
        }
        self.countries = countries
        broadNetworks = broad
    }

    private static func isModest(_ network: IPPrefix) -> Bool {
        switch network.family {
        case .v4: Int(network.length) >= shortestOwnPrefix4 || !network.address.isListable
        case .v6: Int(network.length) >= shortestOwnPrefix6 || !network.address.isListable
        }
    }

    /// What of a list is not blocked, and why; the most telling first: what concerns this host, then what is nobody's.
    package func exclusions(from list: IPAddressSet, of source: SourceIdentity) -> [Exclusion] {
        var exclusions: [Exclusion] = []
        for allowed in ranges.reversed() {
            guard let listed = list.firstRange(overlapping: allowed.range), isInForce(allowed, listed) else { continue }
            exclusions.append(Exclusion(source: source, listed: listed, kept: allowed))
            if exclusions.count == Self.mostExclusions { return exclusions }
        }
        for (code, addresses) in countries.sorted(by: { $0.key < $1.key }) {
            guard let kept = addresses.intersection(list).firstRange, let listed = list.firstRange(overlapping: kept)
            else { continue }
            exclusions.append(Exclusion(source: source, listed: listed, kept: AllowedRange(kept, .country(code))))
        }
        return exclusions
    }

    /// Some special-purpose blocks may be listed in part (``SpecialPurpose/neverListed``).
    private func isInForce(_ allowed: AllowedRange, _ listed: IPRange) -> Bool {
        let common = IPAddressSet(CollectionOfOne(allowed.range)).intersection(IPAddressSet(CollectionOfOne(listed)))
        return !addresses.intersection(common).isEmpty
    }
}

extension IPAddressSet {
    fileprivate var firstRange: IPRange? { v4.ranges.first.map { .v4($0) } ?? v6.ranges.first.map { .v6($0) } }

    /// The first range of the set that has an address in common with `range`.
    fileprivate func firstRange(overlapping range: IPRange) -> IPRange? {
        switch range {
        case .v4(let wanted):
            v4.firstRange(endingAtOrAfter: wanted.first).flatMap { $0.first <= wanted.last ? .v4($0) : nil }
        case .v6(let wanted):
            v6.firstRange(endingAtOrAfter: wanted.first).flatMap { $0.first <= wanted.last ? .v6($0) : nil }
        }
    }
}
