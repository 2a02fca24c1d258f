/// One JSON object a line, the same as in `data` of ``JSONFormat``: for whoever reads lists as they come.
struct NDJSONFormat: ListFormat {
    let name = "ndjson"
    let contentType = Answer.ContentType.ndjson
    let takesNetworks = false

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        for row in range {
            text.object(of: rows.list.entries[row], in: rows.list)
            text.literal("\n")
        }
    }
}
