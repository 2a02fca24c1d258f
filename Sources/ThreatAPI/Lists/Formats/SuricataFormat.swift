/// A list for the IP reputation of Suricata: address or network, category, score from 1 to 127, which is the confidence; of a
/// network the least that the list was asked for. The category is 1, to be named in the user's file of categories.
struct SuricataFormat: ListFormat {
    let name = "suricata"
    let contentType = Answer.ContentType.plainText

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { row, address, length in
            text.row(address, length)
            text.literal(",1,")
            text.integer(rows.confidence(of: row))
            text.literal("\n")
        }
    }
}
