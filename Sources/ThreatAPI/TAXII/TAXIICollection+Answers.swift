import Store
import ThreatModel

extension TAXIICollection {
    /// Bytes that an indicator takes, more or less.
    private static let indicatorLength = 1000

    /// The key of a request, with its tier.
    func identity(_ head: RequestHead) throws(RequestError) -> (Identity, Tier) {
        let now = endpoints.clock.now
        if let key = head.authorization.flatMap(BasicCredentials.key) {
            return try endpoints.identity(authorization: nil, queryKey: key, at: now)
        }
        return try endpoints.identity(authorization: head.authorization, at: now)
    }

    /// An answer with objects: one unit an indicator that is sent. The identity costs nothing.
    ///
    /// When less is left of the quota than there is to send, that is sent, and the rest is behind `next`: a client that
    /// comes back when it has a quota again has lost nothing.
    func objects(_ page: IndicatorPage, to head: RoutedHead, _ identity: Identity, _ tier: Tier) async throws -> Answer
    {
        var page = page
        let figures: QuotaFigures
        if head.isHead {
            figures = try await self.figures(identity, tier)
        } else {
            let (spent, left) = try await spend(upTo: page.indicatorCount, identity, tier)
            guard spent > 0 || page.indicatorCount == 0 else {
                throw endpoints.exhausted(.taxii, left, tier, at: endpoints.clock.now)
            }
            page.keep(indicators: spent)
            figures = left
        }
        // What is answered to HEAD need not be written.
        let answer = answer(page, figures) { page in
            head.isHead ? [] : writer(capacity: page.positions.count * Self.indicatorLength).envelope(page)
        }
        return try head.withHead { head.isHead ? answer.withUnknownBody : answer.gzipped(for: $0) }
    }

    /// An answer that tells ids and dates only: it costs nothing, because it names no address.
    func manifest(
        _ page: IndicatorPage, to head: RoutedHead, _ identity: Identity, _ tier: Tier,
        _ write: (IndicatorPage, consuming IndicatorWriter) -> [UInt8]
    ) async throws -> Answer {
        let figures = try await figures(identity, tier)
        let answer = answer(page, figures) { write($0, writer(capacity: $0.positions.count * 200)) }
        return try head.withHead { head.isHead ? answer.withoutBody : answer.gzipped(for: $0) }
    }

    private func writer(capacity: Int) -> IndicatorWriter {
        IndicatorWriter(names: names, retentionDays: retentionDays, capacity: capacity + 256)
    }

    private func answer(_ page: IndicatorPage, _ figures: QuotaFigures, _ body: (IndicatorPage) -> [UInt8]) -> Answer {
        Answer(
            contentType: .taxii, quota: endpoints.headers(.taxii, figures, at: endpoints.clock.now),
            datesAdded: page.dates, body: .bytes(body(page)))
    }

    private func figures(_ identity: Identity, _ tier: Tier) async throws -> QuotaFigures {
        do {
            return try await endpoints.quota.figures(of: identity.quotaKey(.taxii), limit: tier.taxii)
        } catch {
            throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
        }
    }

    /// Spends so many units, or as many as are left.
    private func spend(
        upTo units: Int, _ identity: Identity, _ tier: Tier
    ) async throws -> (units: Int, figures: QuotaFigures) {
        let key = identity.quotaKey(.taxii)
        var wanted = units
        while wanted > 0 {
            do {
                return (wanted, try await endpoints.quota.spendWaiting(wanted, of: key, limit: tier.taxii))
            } catch let exhausted as QuotaLedger.Exhausted {
                // Between the answer and the next attempt others may spend, so the rest can shrink again.
                wanted = min(wanted - 1, exhausted.figures.remaining ?? wanted - 1)
            } catch {
                throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
            }
        }
        return (0, try await figures(identity, tier))
    }
}

extension Answer {
    /// The answer to HEAD whose body was not written.
    fileprivate var withUnknownBody: Answer {
        var answer = self
        answer.body = .omitted(length: nil)
        return answer
    }
}
