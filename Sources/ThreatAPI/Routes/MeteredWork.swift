import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// Spends lookups for an answer that has to be worked for, and gives them back when it fails. HEAD is free.
struct MeteredWork: Sendable {
    let core: ServerCore
    let identity: Identity
    let tier: Tier
    let isHead: Bool

    /// - Parameter now: when the request came.
    init(_ request: Request, _ core: ServerCore, at now: Timestamp) throws(RequestError) {
        self.core = core
        isHead = request.method == .head
        (identity, tier) = try RoutedHead(request).withHead { (head) throws(RequestError) in
            try core.endpoints.identity(authorization: head.authorization, facadeKey: head.facadeKey, at: now)
        }
    }

    /// - Throws: ``RequestError``: 429 when there are not as many lookups left, 503 when the store cannot be asked.
    func answer(lookups: Int = 1, at now: Timestamp, _ work: () async throws -> Answer) async throws -> Answer {
        let figures = try await spend(isHead ? 0 : lookups, at: now)
        do {
            var answer = try await work()
            answer.quota = core.endpoints.headers(.lookups, figures, at: now)
            return isHead ? answer.withoutBody : answer
        } catch {
            if !isHead { core.quota.giveBack(lookups, of: key, spent: figures) }
            switch error {
            case is StoreError: throw Self.storeAway
            default: throw error
            }
        }
    }

    private static let storeAway = RequestError.unavailable(
        "the server's store cannot be read at the moment", retryAfter: 5)

    private var key: QuotaKey { identity.quotaKey(.lookups) }

    private func spend(_ lookups: Int, at now: Timestamp) async throws(RequestError) -> QuotaFigures {
        do {
            guard lookups > 0 else { return try await core.quota.figures(of: key, limit: tier.lookups) }
            return try await core.quota.spendWaiting(lookups, of: key, limit: tier.lookups)
        } catch let exhausted as QuotaLedger.Exhausted {
            var refusal = core.endpoints.exhausted(.lookups, exhausted.figures, tier, at: now)
            if let left = exhausted.figures.remaining, left > 0 {
                refusal.sentence =
                    "\(lookups) lookups are needed and \(left) are left today; nothing was looked up; "
                    + "the quota starts anew at midnight UTC"
            }
            throw refusal
        } catch {
            throw Self.storeAway
        }
    }
}
