/// The site itself.
extension HTTPRoute {
    static let company: [HTTPRoute] = [
        HTTPRoute("/") { front($0) },
        HTTPRoute("/index.php") { front($0) },
        HTTPRoute("/robots.txt") { exchange in
            .page(
                "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: \(exchange.origin)/wp-sitemap.xml\n",
                "text/plain; charset=utf-8")
        },
        HTTPRoute("/favicon.ico") { .redirect(to: "\($0.origin)/wp-includes/images/w-logo-blue-white-bg.png") },
        HTTPRoute("/wp-sitemap.xml") { exchange in
            let site = exchange.scene.company
            let places = (site.pages + site.posts).map { "<url><loc>\(exchange.origin)/\($0.slug)/</loc></url>" }
                .joined()
            return .page(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(places)</urlset>\n",
                "application/xml; charset=UTF-8")
        },
    ]

    /// The front page, or what its query asks for instead.
    private static func front(_ exchange: HTTPExchange) -> HTTPResponse {
        let site = exchange.scene.company
        if let number = exchange.query("author").flatMap({ Int($0) }) {
            guard let author = site.authors.first(where: { $0.number == number }) else { return .error(.notFound) }
            return .redirect(to: "\(exchange.origin)/author/\(author.slug)/", .movedPermanently)
        }
        if let number = (exchange.query("p") ?? exchange.query("page_id")).flatMap({ Int($0) }) {
            guard let post = (site.pages + site.posts).first(where: { $0.number == number }) else {
                return .error(.notFound)
            }
            return .redirect(to: "\(exchange.origin)/\(post.slug)/", .movedPermanently)
        }
        return .page(site.frontPage(at: exchange.origin))
    }

    /// Articles and authors, whose addresses differ from site to site: asked when no table has an answer.
    static func drawn(_ exchange: HTTPExchange) -> HTTPResponse? {
        let site = exchange.scene.company
        let words = exchange.path.split(separator: "/")
        if words.count == 1, let post = (site.pages + site.posts).first(where: { $0.slug == words[0] }) {
            return .page(site.page(of: post, at: exchange.origin))
        }
        if words.count == 2, words[0] == "author", let author = site.authors.first(where: { $0.slug == words[1] }) {
            let name = HTTPText.escaped(author.name.utf8)
            return .page(site.page(name, "<h1>\(name)</h1>", at: exchange.origin))
        }
        return nil
    }
}
