/// One thing the site holds: where it is, and what answers there.
struct Route: Sendable {
    enum Place: Hashable, Sendable {
        case path(String)
        /// Every path that begins like this.
        case below(String)
        /// Every path that ends like this.
        case ending(String)
        /// Every path with this in it.
        case containing(String)

        func matches(_ path: String) -> Bool {
            switch self {
            case .path(let wanted): path == wanted
            case .below(let start): path.utf8.starts(with: start.utf8)
            case .ending(let end): path.hasSuffix(end)
            case .containing(let part): ASCII.range(of: Array(part.utf8), in: Array(path.utf8)[...]) != nil
            }
        }
    }

    let places: [Place]
    let sites: Set<WebSite>
    /// Asks for credentials in this realm first (RFC 7617).
    let realm: String?
    /// nil: there is nothing for this request after all.
    let answer: @Sendable (RouteVisit, WebScene) -> HTTPResponse?

    init(
        _ places: Place..., on sites: Set<WebSite>, realm: String? = nil,
        answer: @escaping @Sendable (RouteVisit, WebScene) -> HTTPResponse?
    ) {
        self.places = places
        self.sites = sites
        self.realm = realm
        self.answer = answer
    }

    func response(to visit: RouteVisit, in scene: WebScene) -> HTTPResponse? {
        guard let realm else { return answer(visit, scene) }
        guard visit.isLetIn, visit.request.credentials?.method == .basic else {
            var refusal = scene.server.page(.unauthorized, for: visit.request.head, host: visit.request.host)
            refusal.fields.append(("WWW-Authenticate", "Basic realm=\"\(realm)\""))
            return refusal
        }
        return answer(visit, scene)?.acceptingLogin()
    }
}

extension Route.Place: ExpressibleByStringLiteral {
    /// A path; with an asterisk at its start or end, every path that ends or begins so, with one at both, every path
    /// with it inside.
    init(stringLiteral text: String) {
        let isOpen = (start: text.hasPrefix("*"), end: text.hasSuffix("*"))
        let plain = String(text.drop { $0 == "*" }.prefix { $0 != "*" })
        switch isOpen {
        case (false, false): self = .path(plain)
        case (false, true): self = .below(plain)
        case (true, false): self = .ending(plain)
        case (true, true): self = .containing(plain)
        }
    }
}
