extension Page {
    /// The whole document with everything it needs in it, as a file that can be kept, sent and opened without a server.
    ///
    /// - Parameters:
    ///   - script: what it runs; it finds the data by the element `data`.
    ///   - data: what the script shows.
    package func file(script: StaticFile, data: PageJSON) -> [UInt8] {
        var document = HTML()
        document.append(markup: "<!doctype html>\n")
        document.append(
            Tag.html(.lang("en")) {
                Tag.head {
                    Tag.meta(.charset)
                    // Nothing but what stands here is ever loaded, whatever the data make of the page.
                    Tag.meta(
                        .restricts,
                        .content("default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"))
                    Tag.title { title }
                    Tag.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
                    Tag.meta(.name("color-scheme"), .content("light dark"))
                    Tag.meta(.name("robots"), .content("noindex"))
                    Tag.inlineStyle(.stylesheet)
                }
                Tag.body {
                    Tag.main(.id("content")) { content }
                    Tag.json(id: "data", data)
                    Tag.inlineScript(script)
                }
            })
        return document.bytes
    }
}
