import Detection
import HTTPTypes
import Hummingbird
import WebPages

/// `GET|HEAD /catalogue`, `/catalogue/{name}`: pages, or JSON for who would rather have that; `/v1/catalogue`,
/// `/v1/catalogue/{name}`: JSON.
enum CatalogueRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            page("/catalogue", state) { request, catalogue, census in
                let query = request.uri.query ?? ""
                let (filter, isMatrix) = try form(query)
                guard !AcceptField.prefersJSON(request.headers[.accept]) else {
                    return .json(
                        CatalogueWriter(catalogue: catalogue, census: census).list(filter.behaviours(of: catalogue)))
                }
                let page = CataloguePage(catalogue: catalogue, census: census, filter: filter, isMatrix: isMatrix)
                return .page(page.page)
            },
            page("/catalogue/{name}", state) { request, catalogue, census in
                let index = try behaviour(in: request, of: catalogue)
                guard !AcceptField.prefersJSON(request.headers[.accept]) else {
                    return .json(CatalogueWriter(catalogue: catalogue, census: census).detail(of: index))
                }
                return .page(BehaviourPage(catalogue: catalogue, census: census, index: index).page)
            },
            route("/v1/catalogue", .programs, state) { request, catalogue, census in
                let filter = try RoutedHead(request).withHead { (head) throws(RequestError) in
                    try CatalogueFilter(QueryParameters(head.query))
                }
                return .json(
                    CatalogueWriter(catalogue: catalogue, census: census).list(filter.behaviours(of: catalogue)))
            },
            route("/v1/catalogue/{name}", .programs, state) { request, catalogue, census in
                let index = try behaviour(in: request, of: catalogue)
                return .json(CatalogueWriter(catalogue: catalogue, census: census).detail(of: index))
            },
        ]
    }

    private typealias Handle = @Sendable (Request, DetectionCatalogue, BehaviourCensus) throws -> Answer

    private static func page(_ pattern: String, _ state: ServerState, handle: @escaping Handle) -> Route {
        route(pattern, .people, state) { request, catalogue, census in
            var answer = try handle(request, catalogue, census)
            answer.variesByAccept = true
            return answer
        }
    }

    private static func route(
        _ pattern: String, _ audience: Route.Audience, _ state: ServerState, handle: @escaping Handle
    ) -> Route {
        Route(pattern, .get, .head, for: audience) { request, _ in
            let core = try state.runningCore()
            let answer = try handle(request, core.rules.catalogue, try await core.census.census())
            return try answer.cached(for: request)
        }
    }

    private static func form(_ query: String) throws(RequestError) -> (CatalogueFilter, isMatrix: Bool) {
        var isMatrix = false
        let filter = try query.withQuery { (query) throws(RequestError) in
            try query.forEach { (name, value) throws(RequestError) in
                if name == "view" { isMatrix = value == "matrix" }
            }
            return try CatalogueFilter(query, isForm: true)
        }
        return (filter, isMatrix)
    }

    private static func behaviour(in request: Request, of catalogue: DetectionCatalogue) throws(RequestError) -> Int {
        let name = request.uri.path.split(separator: "/").last.flatMap { QueryParameters.decoded($0.utf8) } ?? ""
        guard let index = catalogue.behaviour(named: name) else {
            throw RequestError(status: 404, sentence: "the catalogue has no behaviour of this name")
        }
        return index
    }
}
