import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Observability

/// Finds the route of a request, lets it answer, and turns whatever goes wrong into a JSON object with a sentence.
struct APIResponder: HTTPResponder {
    typealias Context = APIContext

    let routes: [Route]
    let state: ServerState

    /// Every route there is. A new group is its file and one line here.
    init(state: ServerState) {
        self.state = state
        routes = [
            HealthRoutes.routes(state),
            DescriptionRoutes.routes(state),
            CheckRoutes.routes(state),
            BlacklistRoutes.routes(state),
            BlacklistDeltaRoutes.routes(state),
            BlacklistStreamRoutes.routes(state),
            ReportRoutes.routes(state),
            WithdrawalRoutes.routes(state),
            BulkReportRoutes.routes(state),
            BulkCheckRoutes.routes(state),
            ExplainRoutes.routes(state),
            CheckBlockRoutes.routes(state),
            NameRoutes.routes(state),
            AlertRoutes.routes(state),
            WebhookRoutes.routes(state),
            StatusRoutes.routes(state),
            TAXIIRoutes.routes(state),
            AbuseIPDBRoutes.routes(state),
            CrowdSecRoutes.routes(state),
            AppealRoutes.routes(state),
            CatalogueRoutes.routes(state),
            AppealPageRoutes.routes(state),
            IntegrationRoutes.routes(state),
            AssetRoutes.routes(state),
            SensorRoutes.routes(state),
            BlobRoutes.routes(state),
            AdministratorRoutes.routes(state),
            FilePageRoutes.routes(state),
        ].flatMap { $0 }
    }

    /// - Throws: what ends the connection: a request that cannot be understood further, a client that is gone.
    func respond(to request: Request, context: APIContext) async throws -> Response {
        let exchange = RoutedExchange(request, context, state)
        let parts = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
        let route = routes.first { $0.matches(parts) }
        var answer: Answer
        do {
            try exchange.admit()
            guard let route else { throw RequestError.notFound }
            guard route.methods.contains(request.method) else { throw RequestError.methodNotAllowed(route.allow) }
            answer = try await route.handle(request, context)
        } catch let error where Self.endsConnection(error) {
            throw error
        } catch {
            let failure = Self.requestError(error, context)
            if let tier = failure.deniedTier { state.requests.noteQuotaDenied(tier: tier) }
            let refusal = Self.answer(failure, to: request, on: route)
            answer = request.method == .head ? refusal.withoutBody : refusal
        }
        return Response(exchange.finish(answer, route: route?.pattern ?? "none"))
    }

    /// In the language of whoever asks.
    private static func answer(_ failure: RequestError, to request: Request, on route: Route?) -> Answer {
        switch PathDialect(path: request.uri.path) {
        case .own: break
        case .taxii: return failure.taxiiAnswer
        case .abuseIPDB: return failure.abuseIPDBAnswer
        case .crowdSec: return failure.crowdSecAnswer
        }
        guard route?.audience == .people, !AcceptField.prefersJSON(request.headers[.accept]) else {
            return failure.answer
        }
        return failure.page.gzipped(for: RoutedHead(request))
    }

    /// The parser's errors are answered by whoever hears of them first, and there is nobody left to answer when the
    /// connection has ended.
    private static func endsConnection(_ error: any Error) -> Bool {
        error is HTTPParserError || error is ChannelError || error is IOError || error is CancellationError
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
