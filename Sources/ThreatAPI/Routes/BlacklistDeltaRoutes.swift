import Geolocation
import Hummingbird
import ThreatModel

/// `GET|HEAD /v1/key/blacklist/delta?since=<cursor>`: what became of a list, for clients that ask from time to time rather
/// than follow. One unit an address added; HEAD costs nothing.
enum BlacklistDeltaRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/blacklist/delta", .get, .head) { request, _ in
                let answer = try await answer(request, try state.runningCore(), state)
                return request.method == .head ? answer.withoutBody : answer
            }
        ]
    }

    private static func answer(_ request: Request, _ core: ServerCore, _ state: ServerState) async throws -> Answer {
        let following = try await BlacklistFollowing(
            request, core, state, noun: "changes", taking: ["plaintext", "format"])
        let format = following.parameters.format
        guard [.json, .plainText].contains(format) else {
            throw RequestError.badRequest("'format' of changes must be json or plaintext")
        }
        guard let since = try BlacklistFollowing.cursor(following.parameters.since) else {
            throw RequestError.badRequest(
                "'since' must be the cursor of the list you hold: its X-Blacklist-Cursor or meta.cursor")
        }
        let list = StreamFilter(following.parameters.filter, places: core.places.current)
        let key = following.meter.key
        var figures = following.figures
        // Another request of the same key may take units in between: then fewer are left, until none is.
        while figures.remaining != 0 {
            let delta: BlacklistDelta?
            do {
                delta = try await BlacklistDelta(
                    since: since, of: list, mostAdded: figures.remaining ?? .max, live: core.live, feed: core.feed,
                    store: core.store)
            } catch {
                throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
            }
            do {
                if let delta, request.method != .head {
                    figures = try await core.quota.spendWaiting(
                        delta.added.count, of: key, limit: following.meter.limit)
                }
                var answer = Answer(
                    contentType: format == .plainText ? .plainText : .json,
                    quota: core.endpoints.headers(.blacklist, figures, at: state.clock.now), cursor: delta?.cursor,
                    body: .none)
                guard let delta else {
                    guard format == .json else {
                        throw RequestError(
                            status: 410,
                            sentence: "the changes since this cursor are not known any more; fetch the list")
                    }
                    answer.body = .bytes(BlacklistDelta.resyncJSON)
                    return answer
                }
                answer.body = .bytes(format == .plainText ? delta.plainText : delta.json)
                return answer
            } catch let exhausted as QuotaLedger.Exhausted {
                figures = exhausted.figures
            } catch let error as RequestError {
                throw error
            } catch {
                throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
            }
        }
        throw core.endpoints.exhausted(.blacklist, figures, following.tier, at: state.clock.now)
    }
}
