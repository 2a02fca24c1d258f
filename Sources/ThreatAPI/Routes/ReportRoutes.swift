import HTTPTypes
import Hummingbird
import IPNetworks
import Observability
import Store
import ThreatModel

/// `POST /v1/key/report`
enum ReportRoutes {
    private static let success = Array("{\"success\":true}\n".utf8)

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/report", .post) { request, context in
                let client = context.connection?.client(of: request.headers)
                return try await answer(request, from: client, try state.runningCore(), state)
            }
        ]
    }

    private static func answer(
        _ request: Request, from client: IPAddress?, _ core: ServerCore, _ state: ServerState
    ) async throws -> Answer {
        let now = state.clock.now
        let (identity, tier) = try RoutedHead(request).withHead { (head) throws(RequestError) in
            try core.endpoints.identity(authorization: head.authorization, at: now)
        }
        let report = try await request.withBody(
            upTo: ReportBody.maximumBytes, mediaTypes: ["application/json"], in: state.bodyRoom
        ) { body in
            try body.withUnsafeBufferPointer { (body) throws(RequestError) in try ReportBody.parse(body) }
        }
        return try await core.reporting(as: identity, tier, at: now) {
            try await take(report, by: identity, from: client, core, state)
            return .json(success)
        }
    }

    /// Takes a report in; it is durable, and what follows from it is in the snapshot, when this returns.
    static func take(
        _ report: Report, by identity: Identity, from client: IPAddress?, _ core: ServerCore, _ state: ServerState
    ) async throws {
        try await core.note(identity.account, from: client)
        try await core.pipeline.submit(
            .report(
                StoredReport(
                    report: report, at: state.clock.now, account: identity.account.id,
                    credential: identity.credential, isTest: !core.rules.isScored(report.address)),
                by: identity.account))
        state.metrics.reports.increment()
    }
}
