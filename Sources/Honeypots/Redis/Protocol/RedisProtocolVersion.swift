/// Which form replies take.
enum RedisProtocolVersion: Int64, Hashable, Sendable {
    case resp2 = 2
    case resp3 = 3
}
