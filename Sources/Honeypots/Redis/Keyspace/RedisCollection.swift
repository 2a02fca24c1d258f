/// A value that holds elements: made by the first, gone with the last.
protocol RedisCollection: Sendable {
    init()
    /// The collection inside a value; nil when the value is of another type.
    init?(_ value: RedisValue)
    var wrapped: RedisValue { get }
    var isEmpty: Bool { get }
    /// Roughly what it takes in memory, in bytes.
    var byteCount: Int { get }
}
