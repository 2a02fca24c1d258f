/// An error reply: what the server says when a command cannot be done, code first. Line ends are taken out when sent.
struct RedisFault: Error, Equatable, Sendable {
    let text: [UInt8]

    init(_ text: String) { self.text = Array(text.utf8) }

    init(bytes: [UInt8]) { text = bytes }

    static let wrongType = RedisFault("WRONGTYPE Operation against a key holding the wrong kind of value")
    static let syntax = RedisFault("ERR syntax error")
    static let notInteger = RedisFault("ERR value is not an integer or out of range")
    static let notFloat = RedisFault("ERR value is not a valid float")
    static let outOfRange = RedisFault("ERR value is out of range")
    static let notPositive = RedisFault("ERR value is out of range, must be positive")
    static let noSuchKey = RedisFault("ERR no such key")
    static let indexOutOfRange = RedisFault("ERR index out of range")
    static let sameObject = RedisFault("ERR source and destination objects are the same")
    static let overflow = RedisFault("ERR increment or decrement would overflow")
    static let notNumberOrInfinite = RedisFault("ERR increment would produce NaN or Infinity")
    static let stringTooLong = RedisFault("ERR string exceeds maximum allowed size (proto-max-bulk-len)")
    static let outOfMemory = RedisFault("OOM command not allowed when used memory > 'maxmemory'.")
    static let noAuthentication = RedisFault("NOAUTH Authentication required.")
    static let noSuchDatabase = RedisFault("ERR DB index is out of range")
    static let notInt32 = RedisFault("ERR value is out of range, value must between -2147483648 and 2147483647")
    static let invalidCursor = RedisFault("ERR invalid cursor")
    static let busyKey = RedisFault("BUSYKEY Target key name already exists.")
    static let noScript = RedisFault("NOSCRIPT No matching script. Please use EVAL.")
    static let clusterDisabled = RedisFault("ERR This instance has cluster support disabled")

    static func wrongArity(_ command: String) -> RedisFault {
        RedisFault("ERR wrong number of arguments for '\(command)' command")
    }
}
