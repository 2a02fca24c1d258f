/// `deny` directives for nginx, to be included where its access module takes them: `http`, `server`, `location`.
struct NginxFormat: ListFormat {
    let name = "nginx"
    let contentType = Answer.ContentType.plainText

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { _, address, length in
            text.literal("deny ")
            text.row(address, length)
            text.literal(";\n")
        }
    }
}
