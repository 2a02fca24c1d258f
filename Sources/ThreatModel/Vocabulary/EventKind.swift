/// What one event of a session is. The raw value is stored: never renumber.
package enum EventKind: UInt8, NamedVocabulary {
    case connect = 0
    case fingerprint = 1
    case auth = 2
    case command = 3
    case request = 4
    case query = 5
    case file = 6
    case message = 7
    case forward = 8
    case raw = 9
    case close = 10

    package var name: String {
        switch self {
        case .connect: "connect"
        case .fingerprint: "fingerprint"
        case .auth: "auth"
        case .command: "command"
        case .request: "request"
        case .query: "query"
        case .file: "file"
        case .message: "message"
        case .forward: "forward"
        case .raw: "raw"
        case .close: "close"
        }
    }
}
