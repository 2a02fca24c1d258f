import Geolocation
import IPNetworks

/// Writes the answer of `bulk-check-inline`: what lists say of each address, straight from the snapshot.
enum BulkCheckAnswerWriter {
    static func write(_ addresses: [IPAddress], in snapshot: Snapshot, places: PlaceTable) -> [UInt8] {
        var found = 0
        var results = JSONWriter(capacity: 112 * addresses.count)
        results.array(addresses) { json, address in
            json.literal("{\"ip\":")
            json.address(address)
            let facts = snapshot.withRecord(of: address) { ($0.confidence, $0.lastSeen) }
            if facts != nil { found += 1 }
            json.literal(
                facts != nil ? ",\"found\":true,\"confidenceLevel\":" : ",\"found\":false,\"confidenceLevel\":")
            if let facts { json.integer(facts.0) } else { json.literal("null") }
            json.literal(",\"countryCode\":")
            json.countryCode(places.key(of: address).country)
            json.literal(",\"lastSeen\":")
            if let facts { json.integer(facts.1) } else { json.literal("null") }
            json.literal("}")
        }
        var json = JSONWriter(capacity: results.bytes.count + 64)
        json.literal("{\"queried\":")
        json.integer(addresses.count)
        json.literal(",\"found\":")
        json.integer(found)
        json.literal(",\"results\":")
        json.raw(results.bytes)
        json.literal("}\n")
        return json.bytes
    }
}
