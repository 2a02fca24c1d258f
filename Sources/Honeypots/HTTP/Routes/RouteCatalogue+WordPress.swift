extension RouteCatalogue {
    /// WordPress, as those who look for it know it.
    static let wordPress: [Route] = [
        Route("/", "/index.php", on: [.wordPress]) { visit, scene in
            let (blog, origin) = (scene.blog, visit.origin(scene))
            if let author = visit.request.query["author"] {
                guard author.elementsEqual("\(blog.author.id)".utf8) else { return nil }
                return Self.moved(to: "\(origin)/author/\(blog.author.slug)/")
            }
            if let route = visit.request.query["rest_route"] {
                return route.starts(with: "/wp/v2/users".utf8) ? Self.users(visit, scene) : nil
            }
            if visit.request.path == "/index.php" { return Self.moved(to: origin + "/") }
            return .script(blog.home(origin), blog.fields(origin))
        },
        Route("/wp-login.php", on: [.wordPress]) { visit, scene in WordPressLogin.answer(visit, scene) },
        Route("/wp-admin", on: [.wordPress]) { visit, scene in
            scene.server.redirect(
                to: "/wp-admin/", for: visit.request.head, host: visit.request.host, port: visit.port)
        },
        Route("/xmlrpc.php", on: [.wordPress]) { visit, scene in WordPressRemote.answer(visit, scene) },
        Route("/wp-json", "/wp-json/", on: [.wordPress]) { visit, scene in
            let origin = visit.origin(scene)
            let name = scene.blog.title
            return Self.json(
                "{\"name\":\"\(name)\",\"description\":\"\",\"url\":\"\(origin)\",\"home\":\"\(origin)\","
                    + "\"gmt_offset\":\"0\",\"timezone_string\":\"\",\"namespaces\":[\"oembed\\/1.0\",\"wp\\/v2\","
                    + "\"wp-site-health\\/v1\",\"wp-block-editor\\/v1\"],\"authentication\":[],\"routes\":{}}")
        },
        Route("/wp-json/wp/v2/users", "/wp-json/wp/v2/users/", on: [.wordPress]) { visit, scene in
            Self.users(visit, scene)
        },
        Route("/wp-json/*", on: [.wordPress]) { _, _ in
            Self.json(
                "{\"code\":\"rest_no_route\",\"message\":\"No route was found matching the URL and request method.\","
                    + "\"data\":{\"status\":404}}", .notFound)
        },
        Route("/wp-admin/admin-ajax.php", on: [.wordPress]) { _, _ in
            .script("0", status: .badRequest, WordPressSite.noCacheFields)
        },
        Route("/wp-cron.php", on: [.wordPress]) { _, _ in .script("") },
        Route("/wp-admin/install.php", "/wp-admin/setup-config.php", on: [.wordPress]) { visit, scene in
            .script(WordPressLogin.installed(scene.blog), WordPressSite.noCacheFields)
        },
        Route("/wp-admin/*", on: [.wordPress]) { visit, scene in WordPressLogin.administration(visit, scene) },
        Route("/readme.html", on: [.wordPress]) { _, scene in
            .file(
                Array("<!DOCTYPE html>\n<html><head><title>WordPress &rsaquo; ReadMe</title></head></html>\n".utf8),
                type: "text/html", modified: scene.modified)
        },
        Route("/license.txt", on: [.wordPress]) { _, scene in
            .file(
                Array("WordPress - Web publishing software\n".utf8), type: "text/plain", modified: scene.modified)
        },
        Route("/wp-includes/wlwmanifest.xml", on: [.wordPress]) { _, scene in
            .file(
                Array(
                    """
                    <?xml version="1.0" encoding="utf-8" ?>
                    <manifest xmlns="http://schemas.microsoft.com/wlw/manifest/weblog">
                      <options><clientType>WordPress</clientType></options>
                    </manifest>

                    """.utf8), type: "text/xml", modified: scene.modified)
        },
        Route("/wp-sitemap.xml", "/sitemap.xml", on: [.wordPress]) { visit, scene in
            let places = scene.blog.posts.map { "<url><loc>\(visit.origin(scene))/\($0.slug)/</loc></url>" }
            return .script(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                    + "\(places.joined())</urlset>", type: "application/xml; charset=UTF-8")
        },
        Route("/feed/", on: [.wordPress]) { visit, scene in
            .script(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\">\n<channel>\n<title>\(scene.blog.title)"
                    + "</title>\n<link>\(visit.origin(scene))</link>\n<generator>https://wordpress.org/?v="
                    + "\(scene.blog.version)</generator>\n</channel>\n</rss>\n",
                type: "application/rss+xml; charset=UTF-8")
        },
        Route("/author/*", on: [.wordPress]) { visit, scene in
            let origin = visit.origin(scene)
            guard visit.request.path == "/author/\(scene.blog.author.slug)/" else { return nil }
            return .script(scene.blog.home(origin), scene.blog.fields(origin))
        },
        Route("/wp-content/plugins/*", on: [.wordPress]) { visit, scene in
            guard
                let plugin = scene.blog.plugins.first(where: {
                    visit.request.path == "/wp-content/plugins/\($0.slug)/readme.txt"
                })
            else { return nil }
            return .file(
                Array("=== \(plugin.slug) ===\nStable tag: \(plugin.version)\n".utf8), type: "text/plain",
                modified: scene.modified)
        },
        Route("*/", on: [.wordPress]) { visit, scene in
            let (blog, origin) = (scene.blog, visit.origin(scene))
            guard let index = blog.posts.firstIndex(where: { visit.request.path == "/\($0.slug)/" }) else { return nil }
            return .script(blog.post(index, origin), blog.fields(origin))
        },
    ]

    private static func users(_ visit: RouteVisit, _ scene: WebScene) -> HTTPResponse {
        let (author, origin) = (scene.blog.author, visit.origin(scene))
        return json(
            "[{\"id\":\(author.id),\"name\":\"\(author.name)\",\"url\":\"\",\"description\":\"\",\"link\":\""
                + "\(origin)/author/\(author.slug)/\",\"slug\":\"\(author.slug)\",\"avatar_urls\":{},\"meta\":[]}]")
    }

    static func json(_ text: String, _ status: HTTPStatus = .ok) -> HTTPResponse {
        .script(text, status: status, type: "application/json; charset=UTF-8", [("X-Robots-Tag", "noindex")])
    }

    private static func moved(to place: String) -> HTTPResponse {
        HTTPResponse(
            status: .movedPermanently, fields: [("X-Redirect-By", "WordPress"), ("Location", place)],
            contentType: "text/html; charset=UTF-8", origin: .script)
    }
}
