import Store
import Synchronization
import ThreatAPI

/// A key that may look up so many addresses today, and how many it was granted.
final class LimitedKey: Sendable {
    /// Of the tier `free`.
    static let limit = 1000

    let secret: String
    private let grantedCount = Atomic(0)
    private let refusedCount = Atomic(0)

    init(folder: String) async throws {
        let store = try SQLiteStore(path: folder + "/sikker.sqlite")
        secret = try await Administration(store: store).createKey(tier: "free", label: "limited").secret.text
        await store.close()
    }

    func note(status: Int) {
        switch status {
        case 200: grantedCount.wrappingAdd(1, ordering: .relaxed)
        case 429: refusedCount.wrappingAdd(1, ordering: .relaxed)
        default: break
        }
    }

    /// Units granted beyond the limit.
    var overshoot: Int { max(0, grantedCount.load(ordering: .relaxed) - Self.limit) }

    /// Units that the limit would have allowed and that were refused.
    var undershoot: Int {
        guard refusedCount.load(ordering: .relaxed) > 0 else { return 0 }
        return max(0, Self.limit - grantedCount.load(ordering: .relaxed))
    }
}
