import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// `GET|HEAD /taxii2/…`: TAXII 2.1 (OASIS Standard, 10 June 2021), for reading. Every path works with and without the slash at
/// its end.
enum TAXIIRoutes {
    private static let collection = "/taxii2/collections/{collection}/"

    static func routes(_ state: ServerState) -> [Route] {
        [
            route("/taxii2/", state) { request, core in .taxii(core.taxii.discovery) },
            route("/taxii2/collections/", state) { request, core in .taxii(core.taxii.collections) },
            route(collection, state) { request, core in
                guard let json = core.taxii.collection(part(3, of: request)) else {
                    throw RequestError.noCollection
                }
                return .taxii(json)
            },
            route(collection + "objects/", state) { request, core in
                let query = try Query(request, core.taxii)
                return try await core.taxii.objects(
                    try await core.taxii.page(query.parameters), to: query.head, query.identity, query.tier)
            },
            route(collection + "manifest/", state) { request, core in
                let query = try Query(request, core.taxii)
                return try await core.taxii.manifest(
                    try await core.taxii.page(query.parameters), to: query.head, query.identity, query.tier
                ) { page, writer in writer.manifest(page) }
            },
            route(collection + "objects/{object}/", state) { request, core in
                let query = try Query(request, core.taxii)
                return try await core.taxii.objects(
                    try await page(query, request, core.taxii), to: query.head, query.identity, query.tier)
            },
            route(collection + "objects/{object}/versions/", state) { request, core in
                let query = try Query(request, core.taxii)
                return try await core.taxii.manifest(
                    try await page(query, request, core.taxii), to: query.head, query.identity, query.tier
                ) { page, writer in writer.versions(page) }
            },
        ]
    }

    private static func route(
        _ pattern: String, _ state: ServerState,
        answer: @escaping @Sendable (Request, ServerCore) async throws -> Answer
    ) -> Route {
        Route(pattern, .get, .head) { request, _ in
            guard TAXIIAccept.allows(request.headers[.accept]) else { throw RequestError.notAcceptable }
            let answer = try await answer(request, try state.runningCore())
            return request.method == .head ? answer.withoutBody : answer
        }
    }

    /// What every request for objects says, checked in the order in which it is told what is wrong: the key, the collection, the
    /// query.
    private struct Query {
        let head: RoutedHead
        let identity: Identity
        let tier: Tier
        let parameters: TAXIIParameters

        init(_ request: Request, _ taxii: TAXIICollection) throws(RequestError) {
            head = RoutedHead(request)
            (identity, tier, parameters) = try head.withHead { (head) throws(RequestError) in
                let (identity, tier) = try taxii.identity(head)
                guard TAXIICollection.isNamed(part(3, of: request)) else { throw .noCollection }
                return (identity, tier, try TAXIIParameters(QueryParameters(head.query)))
            }
        }
    }

    private static func page(_ query: Query, _ request: Request, _ taxii: TAXIICollection) async throws -> IndicatorPage
    {
        guard let name = TAXIICollection.ObjectName(part(5, of: request)),
            let page = try await taxii.page(query.parameters, about: name)
        else { throw RequestError.noObject }
        return page
    }

    /// A part of the path, decoded; the routes have seen to it that it is there.
    private static func part(_ index: Int, of request: Request) -> String {
        let parts = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.indices.contains(index) else { return "" }
        return QueryParameters.decoded(Array(parts[index].utf8)) ?? ""
    }
}

extension Answer {
    fileprivate static func taxii(_ json: [UInt8]) -> Answer { Answer(contentType: .taxii, body: .bytes(json)) }
}

extension RequestError {
    fileprivate static let noCollection = Self(
        status: 404,
        sentence: "there is no such collection; there are \(TAXIICollection.id) and its alias \(TAXIICollection.alias)")
    fileprivate static let noObject = Self(
        status: 404, sentence: "the collection holds no such object; name it by its STIX id or its address")
}
