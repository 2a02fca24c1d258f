import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// A request to follow a list: what the stream and the changes since a cursor have in common.
struct BlacklistFollowing {
    let parameters: BlacklistParameters
    let meter: StreamMeter
    let tier: Tier
    /// How the key stands, never at its end.
    let figures: QuotaFigures

    private static let notWritten = "follows one list in one form: it takes filters, 'since' and 'key'"

    /// - Parameters:
    ///   - taken: parameters of how a list is written that are taken here.
    ///   - noun: what is asked for, for sentences.
    init(
        _ request: Request, _ core: ServerCore, _ state: ServerState, noun: String, taking taken: Set<String> = []
    ) async throws {
        let now = state.clock.now
        let (parameters, identity, tier) = try RoutedHead(request).withHead { (head) throws(RequestError) in
            let parameters = try BlacklistParameters(QueryParameters(head.query))
            if let name = parameters.writing.first(where: { !taken.contains($0) }) {
                throw .badRequest("'\(name)' is not for \(noun), which \(Self.notWritten)")
            }
            let (identity, tier) = try core.endpoints.identity(
                authorization: head.authorization, queryKey: parameters.key, at: now)
            return (parameters, identity, tier)
        }
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
        self.parameters = parameters
        self.meter = meter
        self.tier = tier
        self.figures = figures
    }

    /// A text that is no cursor is an error, so that a client that garbles it does not fetch the whole list for ever.
    static func cursor(_ text: String?) throws(RequestError) -> FeedCursor? {
        guard let text, !text.isEmpty else { return nil }
        guard let cursor = FeedCursor(text) else {
            throw .badRequest("'since' and Last-Event-ID take a cursor of this server, such as 123456-789")
        }
        return cursor
    }
}
