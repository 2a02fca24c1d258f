/// The routes of a site, ready to be looked up.
struct HTTPRouteTable: Sendable {
    private let byPath: [String: HTTPRoute.Answer]
    /// Those that are no single path, in order.
    private let others: [HTTPRoute]

    init(_ routes: [HTTPRoute]) {
        var byPath: [String: HTTPRoute.Answer] = [:]
        var others: [HTTPRoute] = []
        for route in routes {
            switch route.place {
            case .path(let path): byPath[path] = route.answer
            case .prefix, .suffix: others.append(route)
            }
        }
        self.byPath = byPath
        self.others = others
    }

    /// The answer of the first route that fits; nil where there is nothing.
    func answer(to exchange: HTTPExchange) -> HTTPResponse? {
        let path = exchange.path
        if let answer = byPath[path] { return answer(exchange) }
        if let route = others.first(where: { $0.matches(path) }) { return route.answer(exchange) }
        // A folder named without its slash is somewhere else, as servers see it.
        if !path.hasSuffix("/"), byPath[path + "/"] != nil { return .moved(to: "\(exchange.origin)\(path)/") }
        return nil
    }
}
