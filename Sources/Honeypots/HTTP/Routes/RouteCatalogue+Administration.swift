extension RouteCatalogue {
    /// Login pages and consoles of programs that stand beside a site.
    static let administration: [Route] = [
        Route(
            "/phpmyadmin/", "/phpmyadmin/index.php", on: [.company]
        ) { visit, scene in
            let isTried = visit.request.isMethod("POST") && visit.request.credentials != nil
            guard isTried, visit.isLetIn else {
                return .script(
                    AdministrationPages.databaseLogin(visit, failed: isTried),
                    [
                        ("Set-Cookie", "phpMyAdmin=\(scene.company.commit.prefix(26)); path=/phpmyadmin/; HttpOnly"),
                        ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
                        ("Cache-Control", "no-store, no-cache, must-revalidate, pre-check=0, post-check=0, max-age=0"),
                    ])
            }
            return HTTPResponse.redirect(to: "/phpmyadmin/index.php?route=/").acceptingLogin()
        },
        Route("/admin/", "/admin/index.php", "/admin/login.php", "/login", "/login.php", on: [.company]) {
            visit, scene in
            let isTried = visit.request.isMethod("POST") && visit.request.credentials != nil
            if isTried, visit.isLetIn {
                return HTTPResponse.redirect(
                    to: "/admin/panel.php",
                    [("Set-Cookie", "PHPSESSID=\(scene.company.commit.prefix(26)); path=/")]
                ).acceptingLogin()
            }
            return .script(AdministrationPages.login(scene, failed: isTried))
        },
        Route("/admin/panel.php", on: [.company]) { visit, scene in
            guard visit.request.hasCookie("PHPSESSID=") else { return .redirect(to: "/admin/") }
            return .script(AdministrationPages.panel(scene))
        },
        Route(
            "/manager/html", "/manager/text/*", "/manager/status", "/host-manager/html", on: [.company],
            realm: "Tomcat Manager Application"
        ) { visit, scene in
            if visit.request.path.hasPrefix("/manager/text/") {
                return .script(
                    "OK - Listed applications for virtual host [localhost]\n/:running:0:ROOT\n",
                    type: "text/plain;charset=utf-8")
            }
            return .script(AdministrationPages.applications, type: "text/html;charset=utf-8")
        },
        Route("/actuator", "/actuator/", on: [.company]) { visit, scene in
            let origin = visit.origin(scene)
            let links = ["health", "env", "info"]
                .map { "\"\($0)\":{\"href\":\"\(origin)/actuator/\($0)\",\"templated\":false}" }
            return .script("{\"_links\":{\(links.joined(separator: ","))}}", type: AdministrationPages.actuatorType)
        },
        Route("/actuator/health", "/health", on: [.company]) { _, _ in
            .script("{\"status\":\"UP\"}", type: AdministrationPages.actuatorType)
        },
        Route("/actuator/info", on: [.company]) { _, _ in .script("{}", type: AdministrationPages.actuatorType) },
        Route("/actuator/env", on: [.company]) { _, scene in
            .script(AdministrationPages.environment(scene), type: AdministrationPages.actuatorType)
        },
        Route("/api", "/api/*", on: [.company]) { _, _ in
            .script(
                "{\"message\":\"Unauthenticated.\"}", status: .unauthorized, type: "application/json",
                [("Cache-Control", "no-cache, private")])
        },
    ]
}
