/// What a key can hold.
enum RedisValue: Sendable {
    case string([UInt8])
    case list(RedisList)
    case hash(RedisHash)
    case set(RedisSet)
    case sortedSet(RedisSortedSet)

    /// The name TYPE answers with.
    var typeName: String {
        switch self {
        case .string: "string"
        case .list: "list"
        case .hash: "hash"
        case .set: "set"
        case .sortedSet: "zset"
        }
    }

    /// Roughly what it takes in memory, in bytes; known without looking through it.
    var byteCount: Int {
        switch self {
        case .string(let bytes): bytes.count
        case .list(let list): list.byteCount
        case .hash(let hash): hash.byteCount
        case .set(let set): set.byteCount
        case .sortedSet(let set): set.byteCount
        }
    }

    /// What one element of a collection costs beside its bytes.
    static let elementOverhead = 128
}
