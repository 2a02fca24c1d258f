/// A map of HAProxy (`map_ip`): an address or network a line, and its confidence. Of a network that is the least that the list
/// was asked for.
struct HAProxyFormat: ListFormat {
    let name = "haproxy"
    let contentType = Answer.ContentType.plainText

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { row, address, length in
            text.row(address, length)
            text.literal(" ")
            text.integer(rows.confidence(of: row))
            text.literal("\n")
        }
    }
}
