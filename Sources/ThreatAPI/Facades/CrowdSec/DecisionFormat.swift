/// A list as decisions of CrowdSec, without what stands around them: that depends on who asks, and how.
struct DecisionFormat: ListFormat {
    let name = "decisions"
    let contentType = Answer.ContentType.json
    let takesNetworks = false

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        let wanted = rows.list.filter.protocols
        for row in range {
            if row > 0 { text.literal(",") }
            let entry = rows.list.entries[row]
            text.ban(rows.list.address(of: entry), for: entry.protocols, wanted: wanted)
        }
    }
}
