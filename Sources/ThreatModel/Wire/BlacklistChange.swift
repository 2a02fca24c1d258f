package import IPNetworks

/// One event of `GET /v1/key/blacklist/stream`; its SSE `id` is the cursor to resume after it.
package enum BlacklistChange: Hashable, Sendable {
    /// The cursor given is too old or unknown: forget everything, the full list follows as `add` events.
    case reset
    /// The address is listed from now on.
    case add(IPAddress, confidenceLevel: Int)
    /// The address is no longer listed.
    case remove(IPAddress)
    /// The full list that began with `reset` is complete; what follows is live.
    case ready

    /// The SSE event name.
    package var name: String {
        switch self {
        case .reset: "reset"
        case .add: "add"
        case .remove: "remove"
        case .ready: "ready"
        }
    }
}
