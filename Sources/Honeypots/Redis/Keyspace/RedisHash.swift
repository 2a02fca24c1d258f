struct RedisHash: RedisCollection {
    private(set) var fields = OrderedTable<[UInt8]>()
    private var valueBytes = 0

    init() {}

    init?(_ value: RedisValue) {
        guard case .hash(let hash) = value else { return nil }
        self = hash
    }

    var wrapped: RedisValue { .hash(self) }
    var isEmpty: Bool { fields.isEmpty }
    var count: Int { fields.count }
    var byteCount: Int { fields.keyBytes + valueBytes + fields.count * RedisValue.elementOverhead }

    /// The value of a field; setting nil removes it.
    subscript(field: [UInt8]) -> [UInt8]? {
        get { fields[field] }
        set {
            valueBytes += (newValue?.count ?? 0) - (fields[field]?.count ?? 0)
            fields[field] = newValue
        }
    }
}
