/// A key in one of the databases.
struct RedisKeyPlace: Hashable, Sendable {
    var database: Int
    var key: [UInt8]
}
