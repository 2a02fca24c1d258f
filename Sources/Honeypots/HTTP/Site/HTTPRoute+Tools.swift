/// Programs beside the site: tools that people install, and libraries that attackers know the holes of.
extension HTTPRoute {
    static let tools: [HTTPRoute] =
        ["/phpmyadmin/", "/phpMyAdmin/", "/pma/", "/phpmyadmin/index.php", "/phpMyAdmin/index.php", "/pma/index.php"]
        .map { path in
            HTTPRoute(path) { databaseTool($0) }
        } + [
            HTTPRoute(suffix: "/phpunit/src/Util/PHP/eval-stdin.php") {
                .page(PHPPayload.output(of: $0.request.body.kept))
            },
            HTTPRoute(suffix: "/phpunit/Util/PHP/eval-stdin.php") {
                .page(PHPPayload.output(of: $0.request.body.kept))
            },
            HTTPRoute("/server-status") { $0.scene.look == .apacheSite ? .error(.forbidden) : .error(.notFound) },
            HTTPRoute("/cgi-bin/") { $0.scene.look == .apacheSite ? .error(.forbidden) : .error(.notFound) },
            HTTPRoute("/icons/") { $0.scene.look == .apacheSite ? .error(.forbidden) : .error(.notFound) },
            HTTPRoute("/manager/html") { manager($0) },
            HTTPRoute("/manager/text/list") { manager($0) },
            HTTPRoute("/host-manager/html") { manager($0) },
            HTTPRoute("/actuator") {
                actuator(
                    $0,
                    "{\"_links\":{\"self\":{\"href\":\"\($0.origin)/actuator\",\"templated\":false},\"health\":{\"href\":\"\($0.origin)/actuator/health\",\"templated\":false},\"env\":{\"href\":\"\($0.origin)/actuator/env\",\"templated\":false}}}"
                )
            },
            HTTPRoute("/actuator/health") { actuator($0, "{\"status\":\"UP\"}") },
            HTTPRoute("/actuator/env") { exchange in
                let secrets = exchange.scene.secrets
                return actuator(
                    exchange,
                    "{\"activeProfiles\":[\"prod\"],\"propertySources\":[{\"name\":\"applicationConfig\",\"properties\":{\"spring.datasource.username\":{\"value\":\"\(secrets.databaseUser)\"},\"spring.datasource.password\":{\"value\":\"******\"},\"cloud.aws.credentials.access-key\":{\"value\":\"\(secrets.accessKey)\"}}}]}"
                )
            },
        ]

    private static func actuator(_ exchange: HTTPExchange, _ text: String) -> HTTPResponse {
        .page(text, "application/vnd.spring-boot.actuator.v3+json")
    }

    /// A door that asks for a name and a password in the head of the request.
    private static func manager(_ exchange: HTTPExchange) -> HTTPResponse {
        guard exchange.isAuthenticated else { return .unauthorized(realm: "Tomcat Manager Application") }
        let site = exchange.scene.company
        return .page(
            "<html>\n<head>\n<title>/manager</title>\n</head>\n<body>\n<table><tr><td>/</td><td>\(site.markup)</td><td>true</td></tr><tr><td>/manager</td><td>Tomcat Manager Application</td><td>true</td></tr></table>\n<form method=\"post\" action=\"/manager/html/upload\" enctype=\"multipart/form-data\"><input type=\"file\" name=\"deployWar\"><input type=\"submit\" value=\"Deploy\"></form>\n</body>\n</html>\n",
            "text/html;charset=utf-8")
    }

    private static func databaseTool(_ exchange: HTTPExchange) -> HTTPResponse {
        let session = exchange.scene.company.cookieHash.prefix(26)
        if exchange.isPost, exchange.field("pma_username") != nil, exchange.isAuthenticated {
            return .redirect(
                to:
                    "\(exchange.origin)\(exchange.path.hasSuffix("/") ? exchange.path : exchange.path.replacing("index.php", with: ""))index.php?route=/",
                cookies: ["pmaAuth-1=\(session); path=/; HttpOnly"])
        }
        return .page(
            "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head><meta charset=\"utf-8\"><title>phpMyAdmin</title></head>\n<body id=\"loginform\">\n<form method=\"post\" id=\"login_form\" action=\"index.php\" name=\"login_form\" class=\"disableAjax login hide js-show\">\n<input type=\"text\" name=\"pma_username\" id=\"input_username\" value=\"\"><input type=\"password\" name=\"pma_password\" id=\"input_password\" value=\"\"><input type=\"hidden\" name=\"server\" value=\"1\"><input type=\"hidden\" name=\"token\" value=\"\(session)\"><input type=\"submit\" value=\"Go\" id=\"input_go\">\n</form>\n</body>\n</html>\n",
            "text/html; charset=utf-8")
    }
}
