extension RouteCatalogue {
    /// What browsers and crawlers come for.
    static let pages: [Route] = [
        Route("/", "/index.html", on: [.company]) { visit, scene in
            // Some ask with a program's parameters in the hope that one answers.
            let request = visit.request
            if let answer = PHPEcho.answer(toQueryOf: request) ?? PHPEcho.answer(toIncludedBodyOf: request) {
                return .script(answer)
            }
            return .file(scene.company.home, type: "text/html", modified: scene.modified)
        },
        Route("/index.php", on: [.company]) { visit, scene in
            let request = visit.request
            if let answer = PHPEcho.answer(toQueryOf: request) ?? PHPEcho.answer(toIncludedBodyOf: request) {
                return .script(answer)
            }
            return .script(String(decoding: scene.company.home, as: UTF8.self))
        },
        Route("/about.html", on: [.company]) { _, scene in
            .file(scene.company.about, type: "text/html", modified: scene.modified)
        },
        Route("/contact.html", on: [.company]) { _, scene in
            .file(scene.company.contact, type: "text/html", modified: scene.modified)
        },
        Route("/css/style.css", on: [.company]) { _, scene in
            .file(scene.company.style, type: "text/css", modified: scene.modified)
        },
        Route("/robots.txt", on: [.company]) { _, scene in
            .file(
                Array("User-agent: *\nDisallow: /admin/\nDisallow: /uploads/\n".utf8), type: "text/plain",
                modified: scene.modified - 86_400)
        },
        Route("/robots.txt", on: [.wordPress]) { visit, scene in
            .script(
                "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: "
                    + "\(visit.origin(scene))/wp-sitemap.xml\n", type: "text/plain; charset=utf-8")
        },
        Route("/favicon.ico", on: WebSite.servers) { _, scene in
            .file(scene.company.icon, type: "image/x-icon", modified: scene.modified - 2 * 86_400)
        },
        Route("/server-status", "/server-info", on: [.company]) { visit, scene in
            scene.server.page(.forbidden, for: visit.request.head, host: visit.request.host)
        },
    ]
}
