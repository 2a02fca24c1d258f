import HTTPTypes
import Hummingbird
import IPNetworks
import Store
import ThreatModel

/// `POST /v1/appeals`, `GET|HEAD /v1/appeals/{id}`, `POST /v1/appeals/{id}/verify`
///
/// Nobody needs a key to appeal. What is answered about an appeal is told to whoever knows its id, which cannot be guessed.
enum AppealRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/appeals", .post) { request, context in
                try state.expectAppeals()
                let body = try await request.withBody(
                    upTo: AppealLimits.maximumBodyBytes, mediaTypes: ["application/json"], in: state.bodyRoom
                ) { body in
                    try body.withUnsafeBufferPointer { (body) throws(RequestError) in try AppealBody(body) }
                }
                return answer(try await open(body, request, context, state), status: 201)
            },
            Route("/v1/appeals/{id}", .get, .head) { request, _ in
                let answer = answer(try await state.runningCore().appeals.appeal(id(in: request)))
                return request.method == .head ? answer.withoutBody : answer
            },
            Route("/v1/appeals/{id}/verify", .post) { request, _ in
                answer(try await state.runningCore().appeals.verify(id(in: request), at: state.clock.now))
            },
        ]
    }

    /// Takes an appeal, whichever form it came in.
    static func open(
        _ body: AppealBody, _ request: Request, _ context: APIContext, _ state: ServerState
    ) async throws -> StoredAppeal {
        let client = context.connection?.client(of: request.headers)
        return try await state.runningCore().appeals.open(
            body, from: client.flatMap { requester($0, state) }, at: state.clock.now)
    }

    /// The network that a site usually has as a whole; `nil` for machines that may do anything any number of times.
    private static func requester(_ client: IPAddress, _ state: ServerState) -> IPPrefix? {
        guard !state.doorkeeper.isExempt(client) else { return nil }
        return IPPrefix(client, length: client.isIPv4 ? 24 : 48)
    }

    /// - Parameter part: where in the path the id stands, counted from 0.
    static func id(in request: Request, part: Int = 2) throws(RequestError) -> AppealToken {
        let parts = request.uri.path.split(separator: "/")
        guard parts.count > part, let id = AppealToken(hexadecimal: parts[part]) else {
            throw .badRequest("the id of an appeal has \(2 * AppealToken.byteCount) digits and letters from a to f")
        }
        return id
    }

    private static func answer(_ appeal: StoredAppeal, status: Int = 200) -> Answer {
        var json = JSONWriter(capacity: 640)
        json.appeal(appeal)
        json.literal("\n")
        return .json(json.bytes, status: status)
    }
}

extension ServerState {
    /// - Throws: ``RequestError``, 403, where nobody can appeal.
    func expectAppeals() throws(RequestError) {
        guard takesAppeals else { throw .forbidden("this server takes no appeals") }
    }
}
