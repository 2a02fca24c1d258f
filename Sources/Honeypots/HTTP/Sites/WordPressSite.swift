/// A blog on WordPress: the addresses, fields and names its visitors' programs look for; words are the persona's own.
struct WordPressSite: Sendable {
    let version: String
    let title: String
    let author: (id: Int, name: String, slug: String)
    let posts: [(id: Int, title: String, slug: String)]
    let plugins: [(slug: String, version: String)]
    /// The names of its login cookies end in this.
    let cookieHash: String

    init(_ persona: Persona, _ generator: inout SeededGenerator) {
        version = generator.pick("6.1.1", "6.2.2", "6.3.1", "6.3.2", "6.4.3")
        title =
            persona.organisation.name + generator.pick("", " Blog", " News", " Journal")
        let user = persona.host.users.first
        author = (1, user?.fullName ?? "admin", generator.chance(percent: 50) ? "admin" : user?.name ?? "admin")
        posts = (0..<generator.number(in: 2...5)).map { index in
            let place = InventedName.word(syllables: 2, &generator).capitalizedWord
            let title = generator.pick(
                "A week in \(place)", "News from \(place)", "What we learned in \(place)", "\(place), again",
                "Open day in \(place)", "Five questions to \(place)")
            let slug = title.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
            return (12 + index * generator.number(in: 3...17), title, slug)
        }
        let known = [
            ("contact-form-7", ["5.7.7", "5.8.4"]), ("akismet", ["5.1", "5.3"]), ("elementor", ["3.14.1", "3.18.3"]),
            ("woocommerce", ["7.8.2", "8.4.0"]), ("wordpress-seo", ["20.10", "21.8"]), ("wp-super-cache", ["1.9.4"]),
        ]
        var plugins: [(String, String)] = []
        for (slug, versions) in known where generator.chance(percent: 50) {
            plugins.append((slug, generator.pick(from: versions) ?? "1.0"))
        }
        self.plugins = plugins
        cookieHash = generator.hexadecimal(digits: 32)
    }

    /// Fields of every page WordPress makes for visitors.
    func fields(_ origin: String) -> [(name: String, value: String)] {
        [("Link", "<\(origin)/wp-json/>; rel=\"https://api.w.org/\"")]
    }

    /// Fields that keep a page out of caches.
    static let noCacheFields: [(name: String, value: String)] = [
        ("Expires", "Wed, 11 Jan 1984 05:00:00 GMT"), ("Cache-Control", "no-cache, must-revalidate, max-age=0"),
    ]

    func missingPage(_ origin: String) -> String {
        page(
            "Page not found &#8211; \(title)", "error404",
            "<h1>404</h1>\n<p>Nothing was found at this location.</p>", origin)
    }

    func home(_ origin: String) -> String {
        let entries = posts.map { post in
            "<article id=\"post-\(post.id)\" class=\"post type-post status-publish\"><h2><a href=\"\(origin)/"
                + "\(post.slug)/\" rel=\"bookmark\">\(post.title)</a></h2><p class=\"byline\"><a href=\"\(origin)/author/"
                + "\(author.slug)/\">\(author.name)</a></p></article>"
        }
        return page(title, "home blog", entries.joined(separator: "\n"), origin)
    }

    func post(_ index: Int, _ origin: String) -> String {
        let post = posts[index]
        return page(
            "\(post.title) &#8211; \(title)", "single single-post postid-\(post.id)",
            "<article id=\"post-\(post.id)\"><h1>\(post.title)</h1><p>\(author.name)</p></article>", origin)
    }

    private func page(_ title: String, _ classes: String, _ body: String, _ origin: String) -> String {
        let scripts = plugins.map { plugin in
            "<link rel='stylesheet' id='\(plugin.slug)-css' href='\(origin)/wp-content/plugins/\(plugin.slug)/style.css"
                + "?ver=\(plugin.version)' media='all' />"
        }
        return """
            <!DOCTYPE html>
            <html lang="en-US">
            <head>
            <meta charset="UTF-8" />
            <title>\(title)</title>
            <link rel='stylesheet' id='wp-block-library-css' href='\(origin)/wp-includes/css/dist/block-library/\
            style.min.css?ver=\(version)' media='all' />
            \(scripts.joined(separator: "\n"))
            <link rel="https://api.w.org/" href="\(origin)/wp-json/" />
            <link rel="EditURI" type="application/rsd+xml" title="RSD" href="\(origin)/xmlrpc.php?rsd" />
            <meta name="generator" content="WordPress \(version)" />
            </head>
            <body class="\(classes)">
            <header><a href="\(origin)/" rel="home">\(self.title)</a></header>
            \(body)
            </body>
            </html>

            """
    }
}
