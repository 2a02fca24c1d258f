/// Why a request is refused before anybody looks at what it asks for. Server software differs in which of these it minds
/// and in what it answers.
enum HTTPFault: Error, Hashable, Sendable {
    /// The request line is none.
    case line
    case lineTooLong
    case version
    case unknownMethod
    /// A header field without a colon, with a control character, or the like.
    case field
    case fieldTooLong
    case tooManyFields
    /// No Host, more than one, or one that cannot be.
    case host
    /// A Content-Length that is no number, or that contradicts another.
    case length
    case transferCoding
    case chunk
    case bodyTooLarge
    case expectation
    /// The target leads out of the site or holds a broken escape.
    case target

    /// Whether reading stopped before the head was complete.
    var cutsHead: Bool {
        switch self {
        case .lineTooLong, .fieldTooLong, .tooManyFields: true
        case .line, .version, .unknownMethod, .field, .host, .length, .transferCoding, .chunk, .bodyTooLarge,
            .expectation, .target:
            false
        }
    }

    /// The `reason` of `raw` events.
    var name: String {
        switch self {
        case .line: "no request"
        case .lineTooLong: "request line too long"
        case .version: "version"
        case .unknownMethod: "method"
        case .field: "malformed field"
        case .fieldTooLong: "field too long"
        case .tooManyFields: "too many fields"
        case .host: "host"
        case .length: "content length"
        case .transferCoding: "transfer coding"
        case .chunk: "malformed chunk"
        case .bodyTooLarge: "body too large"
        case .expectation: "expectation"
        case .target: "target"
        }
    }
}
