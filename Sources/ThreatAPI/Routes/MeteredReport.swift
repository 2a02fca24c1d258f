import Store
import ThreatModel

extension ServerCore {
    /// Spends a report of the quota for what `work` submits, and gives it back when that fails.
    ///
    /// - Parameter now: when the request came.
    /// - Throws: ``RequestError`` 429 when none is left, ``IngestError/storeAway`` when the store cannot be asked, and what
    ///   `work` throws.
    func reporting(
        as identity: Identity, _ tier: Tier, at now: Timestamp, _ work: () async throws -> Answer
    ) async throws -> Answer {
        let key = identity.quotaKey(.reports)
        let figures: QuotaFigures
        do {
            figures = try await quota.spendWaiting(1, of: key, limit: tier.reports)
        } catch let exhausted as QuotaLedger.Exhausted {
            throw endpoints.exhausted(.reports, exhausted.figures, tier, at: now)
        } catch {
            throw IngestError.storeAway
        }
        do {
            var answer = try await work()
            answer.quota = endpoints.headers(.reports, figures, at: now)
            return answer
        } catch {
            quota.giveBack(1, of: key, spent: figures)
            throw error
        }
    }
}
