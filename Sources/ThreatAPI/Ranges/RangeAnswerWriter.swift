import Geolocation
import IPNetworks
import ThreatModel

/// Writes the answer of `check-block`. Where the API of AbuseIPDB has a name for something, it is called that.
enum RangeAnswerWriter {
    /// Digits behind the point of a share: one address of a /16 is 0.000015.
    private static let places = 9

    static func write(
        _ reputation: RangeReputation, of subject: CheckBlockParameters.Subject, networks: [IPPrefix],
        filter: ListFilter, places table: PlaceTable
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 1024 + 160 * reputation.newest.count)
        json.literal("{")
        switch subject {
        case .network(let network): write(network, &json)
        case .asn(let asn):
            json.member("asn")
            json.string(String(asn))
            json.member("asnOrg")
            if let name = table.organisation(ofASN: asn) { json.string(name) } else { json.literal("null") }
            json.member("networkCount")
            json.integer(networks.count)
        }
        json.member("scoreMinimum")
        json.integer(filter.scoreMinimum)
        json.member("known")
        json.integer(reputation.known)
        json.member("listed")
        json.integer(reputation.listed)
        json.member("levels")
        json.literal("{")
        for level in ConfidenceLevel.allCases.reversed() {
            json.literal(json.bytes.last == UInt8(ascii: "{") ? "\"" : ",\"")
            json.plain(level.name)
            json.literal("\":")
            json.integer(reputation.levels[Int(level.rawValue)])
        }
        json.literal("}")
        json.member("listedShares")
        let families = [(4, "address", reputation.v4), (6, "/64", reputation.v6)] as [(Int, StaticString, _)]
        json.array(families.filter { $0.2.size > 0 }) { json, family in
            write(family.2, version: family.0, unit: family.1, &json)
        }
        json.member("truncated")
        json.bool(reputation.newest.count < reputation.known)
        json.member("reportedAddress")
        json.array(reputation.newest) { json, named in write(named, table, &json) }
        json.literal("}\n")
        return json.bytes
    }

    private static func write(_ network: IPPrefix, _ json: inout JSONWriter) {
        json.member("network")
        json.literal("\"")
        json.plain(network.description)
        json.literal("\"")
        json.member("networkAddress")
        json.address(network.address)
        json.member("netmask")
        json.address(network.netmask)
        json.member("minAddress")
        json.address(network.address)
        json.member("maxAddress")
        json.address(network.last)
        // A number that every reader of JSON can hold, or none.
        json.member("numPossibleHosts")
        let bits = network.family.width - Int(network.length)
        if bits < 53 { json.integer(1 << bits) } else { json.literal("null") }
    }

    private static func write(
        _ family: RangeReputation.Family, version: Int, unit: StaticString, _ json: inout JSONWriter
    ) {
        let interval = WilsonInterval(Double(family.listedUnits), of: family.size)
        json.literal("{\"ipVersion\":")
        json.integer(version)
        json.member("unit")
        json.literal("\"")
        json.literal(unit)
        json.literal("\"")
        json.member("listed")
        json.integer(family.listedUnits)
        json.member("of")
        json.decimal(family.size, places: 0)
        json.member("share")
        json.decimal(interval.share, places: places)
        json.member("lower")
        json.decimal(interval.lower, places: places)
        json.member("upper")
        json.decimal(interval.upper, places: places)
        json.literal("}")
    }

    private static func write(_ named: RangeReputation.Named, _ table: PlaceTable, _ json: inout JSONWriter) {
        json.literal("{\"ip\":")
        json.address(named.address)
        json.member("confidenceLevel")
        json.integer(named.confidence)
        json.member("lastSeen")
        json.integer(named.lastSeen)
        json.member("sessions")
        json.integer(named.sessions)
        json.member("numReports")
        json.integer(named.reports)
        json.member("mostRecentReport")
        if named.reports > 0 { json.integer(named.lastReported) } else { json.literal("null") }
        json.member("countryCode")
        json.countryCode(table.key(of: named.address).country)
        json.literal("}")
    }
}

extension IPPrefix {
    /// The address whose bits are set where the network's are fixed.
    var netmask: IPAddress {
        switch family {
        case .v4: IPAddress(v4: length == 0 ? 0 : UInt32.max << UInt32(32 - length))
        case .v6: IPAddress(v6: length == 0 ? 0 : UInt128.max << UInt128(128 - length))
        }
    }
}
