/// One address or network a line, and nothing else.
struct PlainTextFormat: ListFormat {
    let name = "plaintext"
    let contentType = Answer.ContentType.plainText

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { _, address, length in
            text.row(address, length)
            text.literal("\n")
        }
    }
}
