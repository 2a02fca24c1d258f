/// An embedded device: its own pages, and the handlers whose holes worms look for.
extension HTTPRoute {
    static let device: [HTTPRoute] =
        ["/", "/index.htm", "/index.html", "/index.asp", "/login.htm", "/login.asp", "/admin/login.asp"].map { path in
            HTTPRoute(path) { entrance($0) }
        } + [
            HTTPRoute("/favicon.ico") { _ in .error(.notFound) },
            HTTPRoute("/status.htm") { inside($0) { .page($0.scene.device.statusPage, "text/html") } },
            HTTPRoute("/boaform/admin/formLogin") { login($0) },
            HTTPRoute("/goform/login") { login($0) },
            HTTPRoute("/login.cgi") { login($0) },
            HTTPRoute("/boaform/admin/formPing") { _ in .page("<html><body><pre>\n</pre></body></html>\n", "text/html")
            },
            HTTPRoute("/GponForm/diag_Form") { _ in .page("<html><body>\n</body></html>\n", "text/html") },
            HTTPRoute(prefix: "/boaform/") { _ in .page("<html><body>OK</body></html>\n", "text/html") },
            HTTPRoute(prefix: "/goform/") { _ in .page("<html><body>OK</body></html>\n", "text/html") },
            HTTPRoute(prefix: "/cgi-bin/luci") { exchange in
                exchange.query("form") == "country"
                    ? .page("OK", "text/plain") : .page(exchange.scene.device.loginPage(failed: false), "text/html")
            },
            HTTPRoute(prefix: "/cgi-bin/") { _ in .page("", "text/html") },
            HTTPRoute(prefix: "/HNAP1") { exchange in
                .page(
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><GetDeviceSettingsResponse xmlns=\"http://purenetworks.com/HNAP1/\"><GetDeviceSettingsResult>OK</GetDeviceSettingsResult><DeviceName>\(HTTPText.escaped(exchange.scene.device.title.utf8))</DeviceName><FirmwareVersion>\(exchange.scene.device.firmware)</FirmwareVersion></GetDeviceSettingsResponse></soap:Body></soap:Envelope>\n",
                    "text/xml; charset=utf-8")
            },
            HTTPRoute("/setup.cgi") { _ in .page("", "text/html") },
            HTTPRoute("/shell") { _ in .page("", "text/html") },
            HTTPRoute("/board.cgi") { _ in .page("", "text/html") },
            HTTPRoute("/device.rsp") { _ in .page("{\"result\":0}", "text/plain") },
            HTTPRoute("/ctrlt/DeviceUpgrade_1") { _ in .page("", "text/xml") },
            HTTPRoute("/picsdesc.xml") { _ in .page("", "text/xml") },
            HTTPRoute("/wanipcn.xml") { _ in .page("", "text/xml") },
        ]

    /// Where the device asks who is there.
    private static func entrance(_ exchange: HTTPExchange) -> HTTPResponse {
        let site = exchange.scene.device
        guard site.usesBasic else {
            return exchange.hasCookie("sid=")
                ? .page(site.statusPage, "text/html")
                : .file(site.loginPage(failed: false), "text/html", modified: site.built)
        }
        return inside(exchange) { .page($0.scene.device.statusPage, "text/html") }
    }

    private static func inside(_ exchange: HTTPExchange, _ answer: (HTTPExchange) -> HTTPResponse) -> HTTPResponse {
        exchange.isAuthenticated || exchange.hasCookie("sid=")
            ? answer(exchange) : .unauthorized(realm: exchange.scene.device.realm)
    }

    private static func login(_ exchange: HTTPExchange) -> HTTPResponse {
        let site = exchange.scene.device
        guard exchange.isPost else { return .page(site.loginPage(failed: false), "text/html") }
        guard exchange.isAuthenticated else { return .page(site.loginPage(failed: true), "text/html") }
        return .redirect(
            to: "\(exchange.origin)/status.htm",
            cookies: ["sid=\(exchange.scene.company.cookieHash.prefix(16)); path=/"])
    }
}
