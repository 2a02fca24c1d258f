import Guard
import IPNetworks
import ThreatModel

/// A change that cuts its author off, as pages tell of it.
struct UnconfirmedChange: Equatable, Sendable, Encodable {
    enum State: String, Encodable, Sendable {
        /// It is in force, and taken back unless it is confirmed.
        case waiting
        case confirmed
        /// Nobody confirmed it, or somebody took it back.
        case reverted
    }

    var state: State
    /// What it did, in one sentence.
    var message: String
    /// Who is cut off by it.
    var author: String
    /// When it is taken back (RFC 3339); `nil`: it waits no more.
    var until: String?
    var secondsLeft: Int?
}
