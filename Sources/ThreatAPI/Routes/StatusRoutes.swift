import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// `GET|HEAD /v1/key/status` and, the same, `/v1/key/usage`.
enum StatusRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        ["/v1/key/status", "/v1/key/usage"].map { path in
            Route(path, .get, .head) { request, _ in
                let answer = try await answer(request, try state.runningCore(), state)
                return request.method == .head ? answer.withoutBody : answer
            }
        }
    }

    private static func answer(_ request: Request, _ core: ServerCore, _ state: ServerState) async throws -> Answer {
        let (identity, tier) = try RoutedHead(request).withHead { (head) throws(RequestError) in
            try core.endpoints.identity(authorization: head.authorization, at: state.clock.now)
        }
        var json = JSONWriter(capacity: 512)
        json.literal("{\"tier\":{\"id\":")
        json.string(tier.id)
        json.literal(",\"name\":")
        json.string(tier.name)
        json.literal("},\"quotas\":{")
        for (index, family) in QuotaFamily.allCases.enumerated() {
            let figures: QuotaFigures
            do {
                figures = try await core.quota.figures(of: identity.quotaKey(family), limit: tier.limit(family))
            } catch {
                throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
            }
            json.literal(index == 0 ? "\"" : ",\"")
            json.plain(family.name)
            json.literal("\":{\"used\":")
            json.integer(figures.used)
            json.literal(",\"limit\":")
            json.integer(figures.limit)
            json.literal(",\"remaining\":")
            json.integer(figures.remaining)
            json.literal("}")
        }
        json.literal("},\"alerts\":{")
        let now = state.clock.now
        let (counts, figures) = try await core.store.reading { [policy = core.rules.policy] reader in
            (
                try reader.alertCounts(of: identity.account.id),
                try AccountFigures(of: identity.account, policy: policy, in: reader, at: now)
            )
        }
        for (index, kind) in AlertKind.allCases.enumerated() {
            json.literal(index == 0 ? "\"" : ",\"")
            json.plain(kind.pluralName)
            json.literal("\":{\"current\":")
            json.integer(counts[kind] ?? 0)
            json.literal(",\"limit\":")
            json.integer(tier.alerts.limit(kind))
            json.literal("}")
        }
        json.literal("},\"trust\":")
        json.object(figures)
        json.literal("}\n")
        return .json(json.bytes)
    }
}

extension JSONWriter {
    /// A number, or `null`.
    fileprivate mutating func integer(_ value: Int?) {
        if let value { integer(value) } else { literal("null") }
    }
}
