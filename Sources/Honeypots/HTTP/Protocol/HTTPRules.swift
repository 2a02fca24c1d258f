/// In which the servers differ when they read a request.
struct HTTPRules: Hashable, Sendable {
    /// Bytes of a request line or of one header.
    var lineBytes: Int
    var headers: Int
    /// A line may end without a carriage return.
    var allowsBareLineFeed: Bool
    /// A header without a colon has an empty value.
    var allowsMissingColon: Bool
    /// A line that begins with white space continues the one before (RFC 9112 §5.2).
    var allowsFolding: Bool
    /// The target may hold spaces.
    var allowsSpaces: Bool
    /// Methods may be written in small letters.
    var allowsSmallMethods: Bool
    /// A first byte that begins no method is answered at once.
    var judgesFirstByte: Bool
    /// A length and a coding exclude each other, instead of the coding counting alone (RFC 9112 §6.1).
    var refusesLengthWithCoding: Bool
    /// Since HTTP/1.1 a request must name its host.
    var requiresHost: Bool
    var highestMajorVersion: UInt8
    /// Bytes a body may claim to have.
    var bodyBytes: Int
}
