import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// `GET|HEAD|POST /v1/key/{ip,range,username,email}-alerts`, and `PATCH|DELETE` of one by its id.
enum AlertRoutes {
    private static let success = Array("{\"success\":true}\n".utf8)

    static func routes(_ state: ServerState) -> [Route] {
        AlertKind.allCases.flatMap { kind in
            let path = "/v1/key/\(kind.pathName)"
            return [
                Route(path, .get, .head, .post) { request, _ in
                    guard request.method == .post else {
                        let answer = try await list(kind, request, state)
                        return request.method == .head ? answer.withoutBody : answer
                    }
                    return try await create(kind, request, state)
                },
                Route(path + "/{id}", .patch, .delete) { request, _ in
                    try await (request.method == .patch ? change : remove)(kind, request, state)
                },
            ]
        }
    }

    private static func list(_ kind: AlertKind, _ request: Request, _ state: ServerState) async throws -> Answer {
        let (book, _) = try book(request, state)
        let alerts = try await book.alerts(kind)
        var json = JSONWriter(capacity: 32 + 320 * alerts.count)
        json.literal("{\"alerts\":")
        json.array(alerts) { $0.alert($1) }
        json.literal("}\n")
        return .json(json.bytes)
    }

    private static func create(_ kind: AlertKind, _ request: Request, _ state: ServerState) async throws -> Answer {
        let (book, tier) = try book(request, state)
        let body = try await body(kind, request, state)
        let alert = try await book.create(body.requiredSubject(kind), body, tier: tier, at: state.clock.now)
        return answer(alert, status: 201)
    }

    private static func change(_ kind: AlertKind, _ request: Request, _ state: ServerState) async throws -> Answer {
        let (book, _) = try book(request, state)
        return answer(try await book.change(id(request), kind, body(kind, request, state)), status: 200)
    }

    private static func remove(_ kind: AlertKind, _ request: Request, _ state: ServerState) async throws -> Answer {
        let (book, _) = try book(request, state)
        try await book.remove(id(request), kind)
        return .json(success)
    }

    // MARK: Parts

    private static func book(
        _ request: Request, _ state: ServerState
    ) throws(RequestError) -> (book: AlertBook, tier: Tier) {
        let core = try state.runningCore()
        let (identity, tier) = try RoutedHead(request).withHead { (head) throws(RequestError) in
            try core.endpoints.identity(authorization: head.authorization, at: state.clock.now)
        }
        return (AlertBook(store: core.store, account: identity.account.id), tier)
    }

    private static func body(_ kind: AlertKind, _ request: Request, _ state: ServerState) async throws -> AlertBody {
        try await request.withBody(
            upTo: AlertBody.maximumBytes, mediaTypes: ["application/json"], in: state.bodyRoom
        ) { bytes in
            try bytes.withUnsafeBufferPointer { (bytes) throws(RequestError) in try AlertBody(kind, bytes) }
        }
    }

    /// What is no id is the id of nothing: 0.
    private static func id(_ request: Request) -> Int64 {
        let text = request.uri.path.split(separator: "/").last ?? ""
        return Int64(ASCIIText.number(text.utf8) ?? 0)
    }

    private static func answer(_ alert: StoredAlert, status: Int) -> Answer {
        var json = JSONWriter(capacity: 320)
        json.alert(alert)
        json.literal("\n")
        return .json(json.bytes, status: status)
    }
}
