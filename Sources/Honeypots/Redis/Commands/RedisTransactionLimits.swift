/// What a transaction may hold.
enum RedisTransactionLimits {
    /// Commands between MULTI and EXEC, and the bytes of their arguments.
    static let commands = 1024
    static let bytes = 1024 * 1024
    static let watchedKeys = 1024
}
