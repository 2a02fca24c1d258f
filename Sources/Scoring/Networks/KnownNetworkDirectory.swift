import Synchronization

/// The known networks in force; others take their place when lists change.
package final class KnownNetworkDirectory: Sendable {
    // Held for as long as it takes to copy a few references.
    private let state: Mutex<(networks: KnownNetworks, generation: Int)>

    package init(_ networks: KnownNetworks = .none) { state = Mutex((networks, 0)) }

    package var current: KnownNetworks { state.withLock { $0.networks } }

    /// Counts the changes: scores made under another number may be stale.
    package var generation: Int { state.withLock { $0.generation } }

    package func replace(with new: KnownNetworks) {
        state.withLock { state in
            guard state.networks != new else { return }
            state = (new, state.generation + 1)
        }
    }
}
