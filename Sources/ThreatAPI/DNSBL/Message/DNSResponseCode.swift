/// What an answer says about its question (RFC 1035 §4.1.1, RFC 6891 §9).
enum DNSResponseCode: UInt16, Sendable {
    case noError = 0
    case formatError = 1
    case nameError = 3
    case notImplemented = 4
    case refused = 5
    /// Its upper bits stand in the OPT record.
    case badVersion = 16
}

/// Types and classes that the responder knows (RFC 1035 §3.2.2, §3.2.3, RFC 6891, RFC 8482).
enum DNSType {
    static let a: UInt16 = 1
    static let ns: UInt16 = 2
    static let soa: UInt16 = 6
    static let txt: UInt16 = 16
    static let opt: UInt16 = 41
    static let any: UInt16 = 255
    /// Meta types that ask for something else than records of a name: transactions, transfers, mail agents (RFC 6895 §3.1).
    static let meta: ClosedRange<UInt16> = 128...254

    static let internetClass: UInt16 = 1
}
