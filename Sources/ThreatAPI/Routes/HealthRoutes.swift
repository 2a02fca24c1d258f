import HTTPTypes
import Hummingbird
import NIOCore
import Observability

/// `GET|HEAD /healthz`, `/readyz`, `/metrics`
enum HealthRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/healthz", .get, .head) { request, _ in
                answer(.json(state.health.report.json), to: request)
            },
            Route("/readyz", .get, .head) { request, _ in
                let report = state.health.report
                return answer(.json(report.json, status: report.readinessCode), to: request)
            },
            Route("/metrics", .get, .head) { request, context in
                guard state.metricsAreOpen || isLocal(request, context) else {
                    throw RequestError.forbidden("metrics are answered to this machine only")
                }
                let text = state.metrics.registry.exposition()
                return answer(Answer(contentType: .metrics, body: .bytes(Array(text.utf8))), to: request)
            },
        ]
    }

    private static func answer(_ answer: Answer, to request: Request) -> Answer {
        request.method == .head ? answer.withoutBody : answer
    }

    /// Whether a request comes from this machine itself and not through a proxy on it, known to the server or not.
    private static func isLocal(_ request: Request, _ context: APIContext) -> Bool {
        let cameByProxy = request.headers.contains { ["forwarded", "x-forwarded-for"].contains($0.name.canonicalName) }
        guard !cameByProxy else { return false }
        return context.connection?.isDirectFromThisMachine ?? false
    }
}
