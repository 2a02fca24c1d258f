import Geolocation
import IPNetworks
import ThreatModel

/// A list as AbuseIPDB's `blacklist` gives it: `{"meta":{"generatedAt":…},"data":[…]}`.
struct AbuseIPDBFormat: ListFormat {
    let name = "abuseipdb"
    let contentType = Answer.ContentType.json
    let takesNetworks = false
    let framesVary = true

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        text.literal("{\"meta\":{\"generatedAt\":")
        text.rfc3339(milliseconds: frame.rows.list.changedAt.milliseconds)
        text.literal("},\"data\":[")
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        for row in range {
            let entry = rows.list.entries[row]
            let address = rows.list.address(of: entry)
            text.literal(row > 0 ? ",{\"ipAddress\":" : "{\"ipAddress\":")
            text.address(address)
            text.literal(",\"countryCode\":")
            text.countryCode(rows.list.places.key(of: address).country)
            text.literal(",\"abuseConfidenceScore\":")
            text.integer(entry.confidence)
            text.literal(",\"lastReportedAt\":")
            text.rfc3339(milliseconds: Int64(clamping: entry.lastSeen))
            text.literal("}")
        }
    }

    func writeTail(_ frame: ListFrame, to text: inout JSONWriter) { text.literal("]}\n") }
}
