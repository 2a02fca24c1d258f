import HTTPTypes
import Hummingbird
import Observability
import ThreatModel

/// `GET|HEAD /v1/key/blacklist/stream`
enum BlacklistStreamRoutes {
    private static let lastEventID = HTTPField.Name("Last-Event-ID")

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/blacklist/stream", .get, .head) { request, context in
                try await answer(request, context, try state.runningCore(), state)
            }
        ]
    }

    private static func answer(
        _ request: Request, _ context: APIContext, _ core: ServerCore, _ state: ServerState
    ) async throws -> Answer {
        let following = try await BlacklistFollowing(request, core, state, noun: "a stream")
        // What a client heard last says more than the address it began with, once it has heard something.
        let since = try BlacklistFollowing.cursor(following.parameters.since)
        let start = try BlacklistFollowing.cursor(lastEventID.flatMap { request.headers[$0] }) ?? since
        let stream = BlacklistStream(
            filter: following.parameters.filter, start: start, meter: following.meter, live: core.live,
            places: core.places, lists: core.lists, feed: core.feed, store: core.store, clock: state.clock,
            openStreams: state.metrics.streams)
        let answer = Answer(
            contentType: .eventStream,
            quota: core.endpoints.headers(.blacklist, following.figures, at: state.clock.now),
            body: .stream(stream))
        return request.method == .head ? answer.withoutBody : answer
    }
}
