import ThreatModel

/// `{"meta":{…},"data":[…]}`, the default.
struct JSONFormat: ListFormat {
    let name = "json"
    let contentType = Answer.ContentType.json
    let takesNetworks = false
    let framesVary = true

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        let list = frame.rows.list
        text.literal("{\"meta\":{\"generatedAt\":")
        text.integer(list.changedAt.milliseconds)
        text.literal(",\"scoreMinimum\":")
        text.integer(list.filter.scoreMinimum)
        text.literal(",\"limit\":")
        text.integer(frame.limit)
        text.literal(",\"count\":")
        text.integer(frame.count)
        text.literal(",\"cursor\":\"")
        text.plain(list.cursor.description)
        text.literal("\"},\"data\":[")
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        for row in range {
            if row > 0 { text.literal(",") }
            text.object(of: rows.list.entries[row], in: rows.list)
        }
    }

    func writeTail(_ frame: ListFrame, to text: inout JSONWriter) { text.literal("]}\n") }
}
