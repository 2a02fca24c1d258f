/// All databases of a server, and how much a visitor may put into them.
struct RedisDataset: Sendable {
    static let databaseCount = 16
    /// Bytes a visit may hold in keys beyond what it found there.
    static let visitorBytes = 2 * 1024 * 1024

    private var databases: [RedisDatabase]
    private let capacity: Int
    /// Changes since the last save, as INFO counts them.
    var changes: Int64 = 0

    /// - Parameter first: what database 0 holds at the beginning.
    init(first: RedisDatabase) {
        databases = Array(repeating: RedisDatabase(), count: Self.databaseCount)
        databases[0] = first
        capacity = first.byteCount + Self.visitorBytes
    }

    subscript(index: Int) -> RedisDatabase {
        get { databases[index] }
        _modify { yield &databases[index] }
    }

    var indices: Range<Int> { databases.indices }

    /// Roughly what all of it takes in memory, in bytes.
    var byteCount: Int { databases.reduce(0) { $0 + $1.byteCount } }

    /// Whether nothing more fits in.
    var isFull: Bool { byteCount > capacity }

    /// Bytes that still fit in.
    var room: Int { max(0, capacity - byteCount) }

    mutating func swap(_ a: Int, _ b: Int) { databases.swapAt(a, b) }
}
