/// What a persona's web server is and shows: drawn once, shared by all visits.
struct HTTPScene: PersonaScene {
    enum Look: Sendable, CaseIterable {
        /// A small company's site, made with WordPress, behind Apache.
        case apacheSite
        /// The same behind nginx.
        case nginxSite
        /// The login page of an embedded device.
        case device
    }

    let look: Look
    let server: HTTPServer
    let company: CompanySite
    let device: DeviceSite
    let secrets: PersonaSecrets
    let routes: HTTPRouteTable

    init(persona: Persona) {
        var generator = persona.generator(for: "http")
        look = generator.pick(.apacheSite, .apacheSite, .nginxSite, .nginxSite, .device)
        let name = persona.organisation.domain
        switch look {
        // Security updates of Debian 11.
        case .apacheSite:
            let version = generator.pick("2.4.51", "2.4.52", "2.4.53", "2.4.54", "2.4.56", "2.4.59", "2.4.61", "2.4.62")
            server = HTTPServer(product: .apache, version: version, name: name)
        // Debian's own, and the stable ones of nginx.org.
        case .nginxSite:
            let version = generator.pick("1.18.0", "1.18.0", "1.20.2", "1.22.1", "1.24.0", "1.26.2")
            server = HTTPServer(product: .nginx, version: version, name: name)
        case .device:
            server = HTTPServer(
                product: .boa, version: generator.pick("0.94.13", "0.94.14rc21"), name: persona.device.hostname)
        }
        company = CompanySite(persona)
        device = DeviceSite(persona)
        secrets = PersonaSecrets(persona)
        switch look {
        case .apacheSite, .nginxSite:
            routes = HTTPRouteTable(HTTPRoute.company + HTTPRoute.wordPress + HTTPRoute.leftovers + HTTPRoute.tools)
        case .device: routes = HTTPRouteTable(HTTPRoute.device)
        }
    }
}
