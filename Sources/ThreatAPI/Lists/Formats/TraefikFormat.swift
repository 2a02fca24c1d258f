/// A dynamic configuration of Traefik with a middleware `sikker`, which is the plugin `denyip`: answers 403 to whoever is on the
/// list. The address of all hosts of a link stands first, from which nothing comes, so that the list is one when it is empty.
struct TraefikFormat: ListFormat {
    let name = "traefik"
    let contentType = Answer.ContentType.plainText

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        text.plain(
            """
            http:
              middlewares:
                sikker:
                  plugin:
                    denyip:
                      ipDenyList:
                        - "255.255.255.255"

            """)
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { _, address, length in
            text.literal("            - \"")
            text.row(address, length)
            text.literal("\"\n")
        }
    }
}
