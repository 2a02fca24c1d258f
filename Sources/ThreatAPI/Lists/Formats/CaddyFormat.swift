/// A named matcher for a Caddyfile, to be imported into a site: `@sikker` is whoever is on the list.
///
/// A matcher without any condition is everybody, so an empty list still names an address: that of all hosts of a link, from
/// which nothing comes.
struct CaddyFormat: ListFormat {
    let name = "caddy"
    let contentType = Answer.ContentType.plainText

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        text.literal("@sikker {\n\tremote_ip 255.255.255.255\n")
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { _, address, length in
            text.literal("\tremote_ip ")
            text.row(address, length)
            text.literal("\n")
        }
    }

    func writeTail(_ frame: ListFrame, to text: inout JSONWriter) { text.literal("}\n") }
}
