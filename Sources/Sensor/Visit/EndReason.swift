/// Why a visit ended: the `reason` of its `close` event.
enum EndReason: String, Sendable {
    /// The visitor closed the connection, or vanished.
    case client
    /// Nothing was said for too long, or what was sent was not read.
    case idle
    /// A limit was reached.
    case limit
    /// The service ended it, as the real one would.
    case `protocol`
    /// The sensor is being stopped.
    case shutdown
}
