import Synchronization
import ThreatModel

/// The tiers that a server offers, which may be replaced while it runs.
final class TierTable: Sendable {
    // Read some times a second.
    private let state: Mutex<(tiers: [Tier], version: UInt64)>

    init(_ tiers: [Tier]) { state = Mutex((tiers, 1)) }

    /// The version differs when the tiers do.
    var current: (tiers: [Tier], version: UInt64) { state.withLock { $0 } }

    /// Whether they were others before.
    @discardableResult
    func replace(with tiers: [Tier]) -> Bool {
        state.withLock { state in
            guard state.tiers != tiers else { return false }
            state = (tiers, state.version + 1)
            return true
        }
    }
}
