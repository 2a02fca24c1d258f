/// The routes of one site, arranged for looking up.
struct RouteTable: Sendable {
    private let exact: [String: Route]
    /// In the catalogue's order: the first that fits answers.
    private let patterns: [(place: Route.Place, route: Route)]

    init(_ routes: [Route], for site: WebSite) {
        var exact: [String: Route] = [:]
        var patterns: [(Route.Place, Route)] = []
        for route in routes where route.sites.contains(site) {
            for place in route.places {
                if case .path(let path) = place {
                    if exact[path] == nil { exact[path] = route }
                } else {
                    patterns.append((place, route))
                }
            }
        }
        self.exact = exact
        self.patterns = patterns
    }

    func route(for request: HTTPRequest) -> Route? {
        exact[request.path] ?? patterns.first { $0.place.matches(request.path) }?.route
    }
}
