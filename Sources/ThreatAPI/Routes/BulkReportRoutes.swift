import HTTPTypes
import Hummingbird
import IPNetworks
import Observability
import Store
import ThreatModel

/// `POST /v1/key/bulk-report`
enum BulkReportRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/bulk-report", .post) { request, context in
                let client = context.connection?.client(of: request.headers)
                return try await answer(request, from: client, try state.runningCore(), state)
            }
        ]
    }

    /// - Parameter dialect: in which the rows are written, and the answer.
    static func answer(
        _ request: Request, from client: IPAddress?, _ core: ServerCore, _ state: ServerState,
        as dialect: BulkReportForm.Dialect = .own
    ) async throws -> Answer {
        let now = state.clock.now
        let (identity, tier) = try RoutedHead(request).withHead { (head) throws(RequestError) in
            try core.endpoints.identity(authorization: head.authorization, facadeKey: head.facadeKey, at: now)
        }
        let form = BulkReportForm(contentType: request.headers[.contentType], dialect: dialect)
        // The rows are memory as well until they are stored.
        return try await request.withBody(
            upTo: form.maximumBytes, mediaTypes: dialect.mediaTypes, in: state.bodyRoom
        ) { body in
            let bulk = try body.withUnsafeBufferPointer { (body) throws(RequestError) in try form.read(body) }
            return try await take(bulk, as: dialect, of: identity, tier, from: client, core, state)
        }
    }

    private static func take(
        _ bulk: consuming BulkReport, as dialect: BulkReportForm.Dialect, of identity: Identity, _ tier: Tier,
        from client: IPAddress?, _ core: ServerCore, _ state: ServerState
    ) async throws -> Answer {
        let key = identity.quotaKey(.reports)
        let (spent, figures): (Int, QuotaFigures)
        do {
            (spent, figures) = try await core.quota.spendUpTo(bulk.rows.count, of: key, limit: tier.reports)
        } catch {
            throw IngestError.storeAway
        }
        if spent < bulk.rows.count {
            state.requests.noteQuotaDenied(tier: tier.id)
            bulk.refuseRows(
                from: spent,
                "today's quota of \(tier.reports ?? 0) reports is used up; it starts anew at midnight UTC")
        }
        let now = state.clock.now
        let reports = bulk.rows.map { row in
            StoredReport(
                report: row.report, at: now, account: identity.account.id, credential: identity.credential,
                isTest: !core.rules.isScored(row.report.address))
        }
        if !reports.isEmpty {
            do {
                try await core.note(identity.account, from: client)
                try await core.pipeline.submit(.reports(reports, by: identity.account))
            } catch {
                core.quota.giveBack(spent, of: key, spent: figures)
                throw error
            }
            state.metrics.reports.increment(by: reports.count)
        }
        return .json(dialect.json(of: bulk), quota: core.endpoints.headers(.reports, figures, at: now))
    }
}
