/// Why something sent to the server was not taken in. ``description`` is a sentence for its sender.
enum IngestError: Error, Equatable, CustomStringConvertible {
    /// More is waiting than the server can hold.
    case busy
    /// The server is stopping or not ready yet.
    case notRunning
    /// The store's disk is full.
    case storeFull
    /// The store cannot be written.
    case storeAway
    /// The store takes everything but this.
    case refused

    var description: String {
        switch self {
        case .busy: "the server has too much waiting; try again in a moment"
        case .notRunning: "the server is starting or stopping; try again in a moment"
        case .storeFull: "the server's disk is full; nothing was stored, try again later"
        case .storeAway: "the server's store cannot be written at the moment; nothing was stored, try again later"
        case .refused: "the server could not store this"
        }
    }

    /// Seconds after which trying again makes sense; `nil`: it does not.
    var retryAfter: Int? {
        switch self {
        case .busy, .notRunning: 1
        case .storeFull: 30
        case .storeAway: 5
        case .refused: nil
        }
    }
}
