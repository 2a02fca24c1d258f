import HTTPTypes
import Hummingbird
import Logging
import Observability

/// Finds the route of a request, lets it answer, and turns whatever goes wrong into a JSON object with a sentence.
struct APIResponder: HTTPResponder {
    typealias Context = APIContext

    let routes: [Route]
    let state: ServerState

    /// Every route there is. A new group is its file and one line here.
    init(state: ServerState) {
        self.state = state
        routes =
            HealthRoutes.routes(state) + DescriptionRoutes.routes(state) + CheckRoutes.routes(state)
            + BlacklistRoutes.routes(state)
            + BlacklistDeltaRoutes.routes(state) + BlacklistStreamRoutes.routes(state)
            + ReportRoutes.routes(state) + StatusRoutes.routes(state)
            + SensorRoutes.routes(state)
    }

    func respond(to request: Request, context: APIContext) async throws -> Response {
        let started = ContinuousClock.now
        let parts = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
        let route = routes.first { $0.matches(parts) }
        let answer: Answer
        do {
            guard let route else { throw RequestError.notFound }
            guard route.methods.contains(request.method) else { throw RequestError.methodNotAllowed(route.allow) }
            answer = try await route.handle(request, context)
        } catch {
            let failure = Self.requestError(error, context)
            if let tier = failure.deniedTier { state.requests.noteQuotaDenied(tier: tier) }
            answer = request.method == .head ? failure.answer.withoutBody : failure.answer
        }
        state.requests.note(route?.pattern ?? "none", status: answer.status, duration: ContinuousClock.now - started)
        context.logger.debug(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "path": "\(SecretRedaction.redact(request.uri.string))",
                "status": "\(answer.status)",
            ])
        return Response(answer)
    }

    private static func requestError(_ error: any Error, _ context: APIContext) -> RequestError {
        switch error {
        case let error as RequestError: return error
        case let error as IngestError:
            return RequestError(
                status: error.retryAfter == nil ? 500 : 503, sentence: error.description, retryAfter: error.retryAfter)
        default:
            context.logger.error("a request failed", metadata: ["error": "\(error)"])
            return .internalFault
        }
    }
}
