struct RedisSet: RedisCollection {
    /// Presence is all that is kept.
    struct Mark: Sendable {}

    private(set) var members = OrderedTable<Mark>()

    init() {}

    init?(_ value: RedisValue) {
        guard case .set(let set) = value else { return nil }
        self = set
    }

    var wrapped: RedisValue { .set(self) }
    var isEmpty: Bool { members.isEmpty }
    var count: Int { members.count }
    var byteCount: Int { members.keyBytes + members.count * RedisValue.elementOverhead }

    func contains(_ member: [UInt8]) -> Bool { members.contains(member) }

    /// False when it was there already.
    @discardableResult mutating func insert(_ member: [UInt8]) -> Bool {
        guard !members.contains(member) else { return false }
        members[member] = Mark()
        return true
    }

    /// False when it was not there.
    @discardableResult mutating func remove(_ member: [UInt8]) -> Bool { members.remove(member) != nil }

    /// The members as the server lists them: a set of whole numbers is kept sorted by value, others as they came.
    var listed: [[UInt8]] {
        let keys = members.elements.map(\.key)
        guard keys.count <= Self.sortedNumbers else { return keys }
        let numbers = keys.compactMap { RedisNumber.integer($0) }
        return numbers.count == keys.count ? numbers.sorted().map { Array(String($0).utf8) } : keys
    }

    /// Largest set of numbers that the server keeps sorted (`set-max-intset-entries`).
    private static let sortedNumbers = 512
}
