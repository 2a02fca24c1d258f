import Store
import ThreatModel

/// What a stream may send: one unit of the blacklist's quota an `add`, as long as its key is good.
struct StreamMeter: Sendable {
    let quota: QuotaLedger
    let key: QuotaKey
    let limit: Int?
    /// Whether the key still opens what it opened at the beginning, on the same terms.
    let isAllowed: @Sendable () -> Bool

    /// Spends so many units, or as many as are left, and returns how many those were.
    func spend(upTo units: Int) async throws -> Int {
        var wanted = units
        while wanted > 0 {
            do {
                _ = try await quota.spendWaiting(wanted, of: key, limit: limit)
                return wanted
            } catch let exhausted as QuotaLedger.Exhausted {
                // Between the answer and the next attempt others may spend, so the rest can shrink again.
                wanted = min(wanted - 1, exhausted.figures.remaining ?? wanted - 1)
            } catch {
                throw BlacklistStream.Ended(sentence: "the store cannot be read at the moment")
            }
        }
        return 0
    }

    /// - Throws: ``BlacklistStream/Ended`` when the key was disabled, has expired or was replaced, or has another quota.
    func check() throws {
        guard isAllowed() else {
            throw BlacklistStream.Ended(sentence: "the key is no longer valid")
        }
    }

    var exhausted: BlacklistStream.Ended {
        BlacklistStream.Ended(
            sentence: "today's quota of \(limit ?? 0) blacklist addresses is used up; it starts anew at midnight UTC")
    }
}
