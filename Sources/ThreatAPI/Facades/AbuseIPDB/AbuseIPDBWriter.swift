import Geolocation
import IPNetworks
import Scoring
import ThreatModel

/// Writes the answers of AbuseIPDB's API.
enum AbuseIPDBWriter {
    /// What `check` tells of an address besides its record.
    struct Surroundings {
        var isPublic: Bool
        var isWhitelisted: Bool
        var place: Place?
        /// With `verbose`: what is held one by one.
        var history: AbuseIPDBHistory?
    }

    /// - Parameter record: `nil` for an address that nothing is known of.
    static func check(_ address: IPAddress, _ record: RecordView?, _ surroundings: Surroundings) -> [UInt8] {
        let place = surroundings.place
        var json = JSONWriter(capacity: 512)
        json.literal("{\"data\":{\"ipAddress\":")
        json.address(address)
        json.member("isPublic")
        json.bool(surroundings.isPublic)
        json.member("ipVersion")
        json.integer(address.isIPv4 ? 4 : 6)
        json.member("isWhitelisted")
        json.bool(surroundings.isWhitelisted)
        json.member("abuseConfidenceScore")
        json.integer(record?.confidence ?? 0)
        json.member("countryCode")
        json.countryCode(place?.country)
        json.member("usageType")
        json.literal("null")
        json.member("isp")
        if let organisation = place?.organisation { json.string(organisation) } else { json.literal("null") }
        json.literal(",\"domain\":null,\"hostnames\":[]")
        json.member("isTor")
        json.bool(place?.isTor == true)
        json.member("totalReports")
        json.integer(record.map { $0.reports &+ $0.sessions } ?? 0)
        json.member("numDistinctUsers")
        json.integer(record.map { $0.reporters + ($0.sessions > 0 ? 1 : 0) } ?? 0)
        json.member("lastReportedAt")
        if let record { json.rfc3339(milliseconds: Int64(clamping: record.lastSeen)) } else { json.literal("null") }
        if let history = surroundings.history {
            json.member("countryName")
            if let name = place?.country?.name { json.string(name) } else { json.literal("null") }
            json.member("reports")
            json.array(history.rows) { $0.object($1) }
        }
        json.literal("}}\n")
        return json.bytes
    }

    /// A page of what is held one by one. `lastPage` is 1 where there is nothing, as it is there.
    ///
    /// - Parameters:
    ///   - page: from 1; a page behind the last is empty.
    ///   - target: path and query of the first page.
    static func reports(_ history: AbuseIPDBHistory, page: Int, perPage: Int, target: String) -> [UInt8] {
        let lastPage = max(1, (history.rows.count + perPage - 1) / perPage)
        let start = min(history.rows.count, (page - 1) * perPage)
        let rows = history.rows[start..<min(history.rows.count, start + perPage)]
        var json = JSONWriter(capacity: 256 + 160 * rows.count)
        json.literal("{\"data\":{\"total\":")
        json.integer(history.rows.count)
        json.member("page")
        json.integer(page)
        json.member("count")
        json.integer(rows.count)
        json.member("perPage")
        json.integer(perPage)
        json.member("lastPage")
        json.integer(lastPage)
        func link(_ name: StaticString, _ other: Int?) {
            json.member(name)
            if let other { json.string("\(target)&perPage=\(perPage)&page=\(other)") } else { json.literal("null") }
        }
        link("nextPageUrl", page < lastPage ? page + 1 : nil)
        link("previousPageUrl", page > 1 ? min(page - 1, lastPage) : nil)
        json.member("results")
        json.array(rows) { $0.object($1) }
        json.literal("}}\n")
        return json.bytes
    }

    static func block(_ network: IPPrefix, _ reputation: RangeReputation, _ places: PlaceTable) -> [UInt8] {
        var json = JSONWriter(capacity: 256 + 128 * reputation.newest.count)
        json.literal("{\"data\":{\"networkAddress\":")
        json.address(network.address)
        json.member("netmask")
        json.address(network.netmask)
        json.member("minAddress")
        json.address(network.address)
        json.member("maxAddress")
        json.address(network.last)
        json.member("numPossibleHosts")
        json.integer(1 << min(62, network.family.width - Int(network.length)))
        json.member("addressSpaceDesc")
        json.literal(network.address.isListable ? "\"Internet\"" : "\"Special purpose\"")
        json.member("reportedAddress")
        json.array(reputation.newest) { json, named in
            json.literal("{\"ipAddress\":")
            json.address(named.address)
            json.member("numReports")
            json.integer(named.reports &+ named.sessions)
            json.member("mostRecentReport")
            json.rfc3339(milliseconds: Int64(clamping: named.lastSeen))
            json.member("abuseConfidenceScore")
            json.integer(named.confidence)
            json.member("countryCode")
            json.countryCode(places.key(of: named.address).country)
            json.literal("}")
        }
        json.literal("}}\n")
        return json.bytes
    }

    static func report(_ address: IPAddress, confidence: UInt8) -> [UInt8] {
        var json = JSONWriter(capacity: 96)
        json.literal("{\"data\":{\"ipAddress\":")
        json.address(address)
        json.member("abuseConfidenceScore")
        json.integer(confidence)
        json.literal("}}\n")
        return json.bytes
    }

    static func cleared(_ count: Int) -> [UInt8] {
        var json = JSONWriter(capacity: 48)
        json.literal("{\"data\":{\"numReportsDeleted\":")
        json.integer(count)
        json.literal("}}\n")
        return json.bytes
    }
}
