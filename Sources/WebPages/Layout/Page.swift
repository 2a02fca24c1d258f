/// One page: what stands in it, and under which section of its site.
package struct Page: Sendable {
    package var title: String
    /// One sentence, for search engines and previews of links.
    package var summary: String
    /// The title of a ``Site/Section``; `nil`: under none.
    package var section: String?
    /// Whether search engines may show it.
    package var isForEveryone: Bool
    /// Where nothing runs, it is loaded again after so many seconds; `nil`: it is not.
    package var refresh: Int?
    package var content: HTML
    /// What scripts show with a request that changes something; `nil`: there is nothing that they could change.
    package var formToken: String?

    package init(
        title: String, summary: String, section: String? = nil, isForEveryone: Bool = true, refresh: Int? = nil,
        @HTMLBuilder content: () -> HTML
    ) {
        self.title = title
        self.summary = summary
        self.section = section
        self.isForEveryone = isForEveryone
        self.refresh = refresh
        self.content = content()
    }

    /// The whole document. It asks for nothing but icon, style and script of the site.
    package func document(of site: Site) -> [UInt8] {
        var document = HTML()
        document.append(markup: "<!doctype html>\n")
        document.append(
            Tag.html(.lang("en")) {
                head(of: site)
                Tag.body {
                    Tag.a(.class("skip"), .href(.here("content"))) { "Skip to the content" }
                    header(of: site)
                    Tag.main(.id("content")) { content }
                    Tag.footer(.class("site")) { site.footer }
                }
            })
        return document.bytes
    }

    private func head(of site: Site) -> HTML {
        Tag.head {
            Tag.meta(.charset)
            Tag.title { title == site.name ? title : "\(title) · \(site.name)" }
            Tag.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            Tag.meta(.name("description"), .content(summary))
            Tag.meta(.name("color-scheme"), .content("light dark"))
            if !isForEveryone { Tag.meta(.name("robots"), .content("noindex")) }
            Tag.link(.rel("stylesheet"), .href(site.stylesheet.target))
            Tag.link(.rel("icon"), .type("image/svg+xml"), .href(StaticFile.icon.target))
            if let formToken { Tag.meta(.name("form-token"), .content(formToken)) }
            if let script = site.script { Tag.script(script) }
            if let refresh { Tag.noscript { Tag.meta(.refreshes, .content("\(refresh)")) } }
        }
    }

    private func header(of site: Site) -> HTML {
        Tag.header(.class("site")) {
            Tag.p(.class("brand")) { site.name }
            if !site.sections.isEmpty { navigation(of: site) }
            site.tools
        }
    }

    private func navigation(of site: Site) -> HTML {
        Tag.nav(.label("Sections")) {
            Tag.ul {
                for item in site.sections {
                    Tag.li {
                        if item.title == section {
                            Tag.a(.href(item.target), .isCurrentPage) { item.title }
                        } else {
                            Tag.a(.href(item.target)) { item.title }
                        }
                    }
                }
            }
        }
    }
}
