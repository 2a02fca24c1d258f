/// What the parser found in the bytes of a client.
enum RedisRequest: Equatable, Sendable {
    /// The arguments, command name first; never empty. `omittedBytes` counts what was read but not stored because the
    /// limits were reached.
    case command([[UInt8]], omittedBytes: Int)
    /// The bytes broke the protocol: what the server says of it before it hangs up, and the line that did.
    case violation(RedisFault, line: [UInt8])
}
