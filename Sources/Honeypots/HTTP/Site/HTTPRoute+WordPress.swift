import ThreatModel

/// WordPress: what scanners look for to recognise it, and the doors they try.
extension HTTPRoute {
    static let wordPress: [HTTPRoute] = [
        HTTPRoute("/wp-login.php") { login($0) },
        HTTPRoute("/wp-admin/") { dashboard($0) },
        HTTPRoute("/wp-admin/index.php") { dashboard($0) },
        HTTPRoute("/wp-admin/admin-ajax.php") { _ in .page("0", status: .badRequest) },
        HTTPRoute("/wp-admin/install.php") { exchange in
            .page(
                "<!DOCTYPE html>\n<html><head><title>WordPress &rsaquo; Installation</title></head><body class=\"wp-core-ui\"><h1>Already Installed</h1><p class=\"step\"><a href=\"\(exchange.origin)/wp-login.php\" class=\"button button-large\">Log In</a></p></body></html>\n"
            )
        },
        HTTPRoute("/login") { .redirect(to: "\($0.origin)/wp-login.php") },
        HTTPRoute("/admin") { .redirect(to: "\($0.origin)/wp-admin/") },
        HTTPRoute("/xmlrpc.php") { remoteCall($0) },
        HTTPRoute("/wp-json/") { interface($0) },
        HTTPRoute("/wp-json") { interface($0) },
        HTTPRoute("/wp-json/wp/v2/users") { accounts($0) },
        HTTPRoute("/wp-json/wp/v2/users/") { accounts($0) },
        HTTPRoute("/wp-json/wp/v2/posts") { articles($0) },
        HTTPRoute("/wp-cron.php") { _ in .page("") },
        HTTPRoute("/wp-config.php") { _ in .page("") },
        HTTPRoute("/wp-load.php") { _ in .page("") },
        HTTPRoute("/wp-content/") { _ in .page("") },
        HTTPRoute("/wp-includes/") { _ in .error(.forbidden) },
        HTTPRoute("/wp-content/uploads/") { _ in .error(.forbidden) },
        HTTPRoute("/readme.html") { exchange in
            let site = exchange.scene.company
            return .file(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>WordPress &#8250; ReadMe</title>\n</head>\n<body>\n<h1>WordPress</h1>\n<p>Version \(site.wordPressVersion)</p>\n</body>\n</html>\n",
                "text/html", modified: site.installed)
        },
        HTTPRoute(suffix: "/readme.txt") { plugin($0) },
        HTTPRoute(suffix: "/style.css") { exchange in
            let site = exchange.scene.company
            guard exchange.path.contains("/\(site.theme)/") else { return .error(.notFound) }
            return .file(
                "/*\nTheme Name: \(site.theme)\nVersion: 1.\(site.posts.count)\n*/\n.\(site.markup)-head{margin:0 auto}\n",
                "text/css",
                modified: site.installed)
        },
    ]

    private static func login(_ exchange: HTTPExchange) -> HTTPResponse {
        let site = exchange.scene.company
        if exchange.isPost, exchange.field("log") != nil || exchange.field("pwd") != nil {
            let user = exchange.field("log")?.text ?? ""
            if exchange.isAuthenticated {
                let expiry = exchange.now.seconds + 172_800
                let cookie = "\(HTTPText.escaped(user.utf8.prefix(60).filter(HTTPText.isToken)))%7C\(expiry)"
                return .redirect(
                    to: "\(exchange.origin)/wp-admin/",
                    cookies: [
                        "wordpress_test_cookie=WP%20Cookie%20check; path=/",
                        "wordpress_logged_in_\(site.cookieHash)=\(cookie); path=/; HttpOnly",
                    ])
            }
            let message =
                "<div id=\"login_error\"><strong>Error:</strong> The password you entered for the username <strong>\(HTTPText.escaped(user.utf8.prefix(200)))</strong> is incorrect.</div>\n"
            return loginPage(exchange, message)
        }
        return loginPage(exchange, "")
    }

    private static func loginPage(_ exchange: HTTPExchange, _ message: String) -> HTTPResponse {
        let site = exchange.scene.company
        let name = HTTPText.escaped(site.name.utf8)
        var response = HTTPResponse.page(
            """
            <!DOCTYPE html>
            <html lang="en-US">
            <head>
            <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
            <title>Log In &lsaquo; \(name) &#8212; WordPress</title>
            <meta name='robots' content='noindex, noarchive' />
            </head>
            <body class="login no-js login-action-login wp-core-ui locale-en-us">
            <div id="login">
            <h1><a href="\(exchange.origin)/">\(name)</a></h1>
            \(message)<form name="loginform" id="loginform" action="\(exchange.origin)/wp-login.php" method="post">
            <p><label for="user_login">Username or Email Address</label>
            <input type="text" name="log" id="user_login" class="input" value="" size="20" autocapitalize="off" /></p>
            <div class="user-pass-wrap"><label for="user_pass">Password</label>
            <input type="password" name="pwd" id="user_pass" class="input password-input" value="" size="20" /></div>
            <p class="submit"><input type="submit" name="wp-submit" id="wp-submit" class="button button-primary button-large" value="Log In" />
            <input type="hidden" name="redirect_to" value="\(exchange.origin)/wp-admin/" />
            <input type="hidden" name="testcookie" value="1" /></p>
            </form>
            </div>
            </body>
            </html>

            """)
        response.headers = [
            ("Expires", "Wed, 11 Jan 1984 05:00:00 GMT"), ("Cache-Control", "no-cache, must-revalidate, max-age=0"),
            ("Set-Cookie", "wordpress_test_cookie=WP%20Cookie%20check; path=/"), ("X-Frame-Options", "SAMEORIGIN"),
        ]
        return response
    }

    private static func dashboard(_ exchange: HTTPExchange) -> HTTPResponse {
        guard exchange.hasCookie("wordpress_logged_in_") else {
            return .redirect(to: "\(exchange.origin)/wp-login.php?redirect_to=\(exchange.origin)/wp-admin/&reauth=1")
        }
        let site = exchange.scene.company
        let items = ["edit.php", "upload.php", "themes.php", "plugins.php", "users.php", "options-general.php"]
            .map { "<li><a href='\($0)'>\($0.prefix { $0 != "." && $0 != "-" })</a></li>" }.joined()
        return .page(
            "<!DOCTYPE html>\n<html lang=\"en-US\"><head><title>Dashboard &lsaquo; \(HTTPText.escaped(site.name.utf8)) &#8212; WordPress</title></head><body class=\"wp-admin wp-core-ui index-php\"><ul id=\"adminmenu\">\(items)</ul><h1>Dashboard</h1><p>WordPress \(site.wordPressVersion), \(site.posts.count) posts</p></body></html>\n"
        )
    }

    private static func remoteCall(_ exchange: HTTPExchange) -> HTTPResponse {
        guard exchange.isPost else {
            var response = HTTPResponse.page(
                "XML-RPC server accepts POST requests only.", "text/plain;charset=UTF-8", status: .methodNotAllowed)
            response.headers = [("Allow", "POST")]
            return response
        }
        let methods = HTTPRemoteCalls.methods(in: exchange.request.body.kept)
        let account =
            "<struct><member><name>isAdmin</name><value><boolean>1</boolean></value></member><member><name>url</name><value><string>\(exchange.origin)/</string></value></member><member><name>blogid</name><value><string>1</string></value></member><member><name>blogName</name><value><string>\(HTTPText.escaped(exchange.scene.company.name.utf8))</string></value></member></struct>"
        let blogs = "<array><data><value>\(account)</value></data></array>"
        let answer: String
        switch methods.first {
        case nil: return remoteFault(-32700, "parse error. not well formed")
        case "system.listMethods":
            let names = [
                "system.multicall", "system.listMethods", "system.getCapabilities", "pingback.ping", "wp.getUsersBlogs",
                "wp.getPosts", "wp.newPost", "wp.uploadFile",
            ]
            answer = "<array><data>\(names.map { "<value><string>\($0)</string></value>" }.joined())</data></array>"
        case "demo.sayHello": answer = "<string>Hello!</string>"
        case "pingback.ping": return remoteFault(0, "")
        case "system.multicall":
            let count = min(max(methods.count - 1, 0), HTTPLogin.maximumPerRequest)
            let one =
                exchange.isAuthenticated
                ? "<value><array><data><value>\(blogs)</value></data></array></value>"
                : "<value>\(fault(403, "Incorrect username or password."))</value>"
            answer = "<array><data>\(String(repeating: one, count: count))</data></array>"
        case .some(let method) where method.starts(with: "wp.".utf8) || method.starts(with: "blogger.".utf8):
            guard exchange.isAuthenticated else { return remoteFault(403, "Incorrect username or password.") }
            answer = blogs
        case .some: return remoteFault(-32601, "server error. requested method does not exist.")
        }
        return .page(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<methodResponse>\n  <params>\n    <param>\n      <value>\(answer)</value>\n    </param>\n  </params>\n</methodResponse>\n",
            "text/xml; charset=UTF-8")
    }

    private static func fault(_ code: Int, _ text: String) -> String {
        "<struct><member><name>faultCode</name><value><int>\(code)</int></value></member><member><name>faultString</name><value><string>\(text)</string></value></member></struct>"
    }

    private static func remoteFault(_ code: Int, _ text: String) -> HTTPResponse {
        .page(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<methodResponse>\n  <fault>\n    <value>\(fault(code, text))</value>\n  </fault>\n</methodResponse>\n",
            "text/xml; charset=UTF-8")
    }

    private static func interface(_ exchange: HTTPExchange) -> HTTPResponse {
        let site = exchange.scene.company
        return .page(
            "{\"name\":\"\(site.name)\",\"description\":\"\(site.claim)\",\"url\":\"http:\\/\\/\(exchange.host)\",\"home\":\"http:\\/\\/\(exchange.host)\",\"namespaces\":[\"oembed\\/1.0\",\"wp\\/v2\"],\"authentication\":[]}",
            "application/json; charset=UTF-8")
    }

    private static func accounts(_ exchange: HTTPExchange) -> HTTPResponse {
        let list = exchange.scene.company.authors.map {
            "{\"id\":\($0.number),\"name\":\"\($0.name)\",\"url\":\"\",\"description\":\"\",\"link\":\"http:\\/\\/\(exchange.host)\\/author\\/\($0.slug)\\/\",\"slug\":\"\($0.slug)\"}"
        }
        return .page("[\(list.joined(separator: ","))]", "application/json; charset=UTF-8")
    }

    private static func articles(_ exchange: HTTPExchange) -> HTTPResponse {
        let list = exchange.scene.company.posts.map {
            "{\"id\":\($0.number),\"slug\":\"\($0.slug)\",\"status\":\"publish\",\"type\":\"post\",\"title\":{\"rendered\":\"\($0.title)\"}}"
        }
        return .page("[\(list.joined(separator: ","))]", "application/json; charset=UTF-8")
    }

    private static func plugin(_ exchange: HTTPExchange) -> HTTPResponse {
        let site = exchange.scene.company
        let words = exchange.path.split(separator: "/")
        guard words.count == 4, words[1] == "plugins", site.plugins.contains(String(words[2])) else {
            return .error(.notFound)
        }
        return .file(
            "=== \(words[2]) ===\nStable tag: 5.\(site.posts.count).\(site.authors.count)\n", "text/plain",
            modified: site.installed)
    }
}
