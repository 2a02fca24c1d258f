/// The web server of a persona and all its site holds; the same for every visitor.
struct WebScene: PersonaScene {
    let site: WebSite
    let server: any WebServer
    let organisation: Organisation
    let host: ServerHost
    let device: Device
    let secrets: PersonaSecrets
    let company: CompanySite
    let blog: WordPressSite
    /// When the site was changed last, in seconds since the epoch.
    let modified: Int
    let routes: RouteTable
    /// Folders that exist and show nothing.
    let folders: Set<String>

    init(persona: Persona) {
        var generator = persona.generator(for: "http")
        let draw = generator.below(100)
        site = draw < 45 ? .company : draw < 80 ? .wordPress : .device
        organisation = persona.organisation
        host = persona.host
        device = persona.device
        secrets = PersonaSecrets(persona)
        // Between March 2023, when the releases below were current, and two years later.
        modified = 1_677_830_400 + generator.below(2 * 365 * 86_400)
        company = CompanySite(persona, &generator)
        blog = WordPressSite(persona, &generator)
        switch site {
        case .company:
            let version = generator.pick("2.4.54", "2.4.56", "2.4.56")
            server = ApacheServer(version: version, serverName: persona.organisation.domain)
            folders = ["/images", "/css", "/js", "/uploads", "/admin", "/vendor", "/phpmyadmin", "/.git"]
        case .wordPress:
            server = NginxServer(version: "1.18.0")
            folders = [
                "/wp-content", "/wp-content/plugins", "/wp-content/themes", "/wp-content/uploads", "/wp-includes",
                "/wp-includes/js", "/wp-includes/css", "/wp-admin/css", "/wp-admin/js", "/.git",
            ]
        case .device:
            server = BoaServer()
            folders = ["/admin", "/images", "/boaform"]
        }
        routes = RouteTable(RouteCatalogue.all, for: site)
    }

    /// The answer to a request that nobody objected to.
    func answer(to visit: RouteVisit) -> HTTPResponse {
        let request = visit.request
        if let route = routes.route(for: request), let response = route.response(to: visit, in: self) {
            return response
        }
        let path = request.path
        if folders.contains(path) {
            return server.redirect(to: path + "/", for: request.head, host: request.host, port: visit.port)
        }
        if path.last == "/", folders.contains(String(path.dropLast())) {
            return server.page(.forbidden, for: request.head, host: request.host)
        }
        // Names that begin so belong to the server's own settings.
        if path.utf8.split(separator: 0x2f).last?.starts(with: ".ht".utf8) ?? false {
            return server.page(.forbidden, for: request.head, host: request.host)
        }
        return nothing(for: visit)
    }

    /// What somebody gets who asks for something that is not there.
    private func nothing(for visit: RouteVisit) -> HTTPResponse {
        let request = visit.request
        guard site == .wordPress, !request.path.hasSuffix(".php") else {
            return server.page(.notFound, for: request.head, host: request.host)
        }
        // Whatever is no file reaches WordPress, which has a page of its own for it.
        let origin = visit.origin(self)
        return .script(
            blog.missingPage(origin), status: .notFound, WordPressSite.noCacheFields + blog.fields(origin))
    }
}
