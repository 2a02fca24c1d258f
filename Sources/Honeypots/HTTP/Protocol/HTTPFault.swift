/// Why a server does not take a request.
enum HTTPFault: Hashable, Sendable {
    case malformed
    case unsupportedVersion
    case targetTooLong
    case headerTooLong
    case tooManyHeaders
    /// A transfer coding that is not "chunked".
    case unknownCoding
    case bodyTooLarge
    /// The parts of a chunked body do not fit together.
    case brokenBody
}
