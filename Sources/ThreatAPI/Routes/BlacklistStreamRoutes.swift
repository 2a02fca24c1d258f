import HTTPTypes
import Hummingbird
import Observability
import Store
import ThreatModel

/// `GET|HEAD /v1/key/blacklist/stream`
enum BlacklistStreamRoutes {
    private static let lastEventID = HTTPField.Name("Last-Event-ID")

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/blacklist/stream", .get, .head) { request, _ in
                try await answer(request, try state.runningCore(), state)
            }
        ]
    }

    private static func answer(_ request: Request, _ core: ServerCore, _ state: ServerState) async throws -> Answer {
        let now = state.clock.now
        let head = RoutedHead(request)
        let (parameters, identity, tier) = try head.withHead { (head) throws(RequestError) in
            let parameters = try BlacklistParameters(QueryParameters(head.query))
            if parameters.isPlainText || parameters.limit != nil {
                throw .badRequest("a stream takes scoreMinimum, ipVersion and since only")
            }
            let (identity, tier) = try core.endpoints.identity(
                authorization: head.authorization, queryKey: parameters.key, at: now)
            return (parameters, identity, tier)
        }
        // What a client heard last says more than the address it began with.
        let start = try cursor(lastEventID.flatMap { request.headers[$0] } ?? parameters.since)
        let meter = StreamMeter(
            quota: core.quota, key: identity.quotaKey(.blacklist), limit: tier.blacklist,
            isAllowed: { [identities = core.identities, clock = state.clock] in
                identities.current.stillOpens(identity, at: clock.now)
            })
        let figures: QuotaFigures
        do {
            figures = try await core.quota.figures(of: meter.key, limit: meter.limit)
        } catch {
            throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
        }
        guard figures.remaining != 0 else { throw core.endpoints.exhausted(.blacklist, figures, tier, at: now) }
        let stream = BlacklistStream(
            filter: parameters.filter, start: start, meter: meter, live: core.live, lists: core.lists, feed: core.feed,
            store: core.store, openStreams: state.metrics.streams)
        let answer = Answer(
            contentType: .eventStream, quota: core.endpoints.headers(.blacklist, figures, at: now),
            body: .stream(stream))
        return request.method == .head ? answer.withoutBody : answer
    }

    /// A text that is no cursor is an error, so that a client that garbles it does not fetch the whole list for ever.
    private static func cursor(_ text: String?) throws(RequestError) -> FeedCursor? {
        guard let text, !text.isEmpty else { return nil }
        guard let cursor = FeedCursor(text) else {
            throw .badRequest("'since' and Last-Event-ID take a cursor of this server, such as 123456-789")
        }
        return cursor
    }
}
