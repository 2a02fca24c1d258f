struct RedisList: RedisCollection {
    private(set) var elements: [[UInt8]] = []
    private var elementBytes = 0

    init() {}

    init?(_ value: RedisValue) {
        guard case .list(let list) = value else { return nil }
        self = list
    }

    var wrapped: RedisValue { .list(self) }
    var isEmpty: Bool { elements.isEmpty }
    var count: Int { elements.count }
    var byteCount: Int { elementBytes + elements.count * RedisValue.elementOverhead }

    /// Which end of a list.
    enum End: Sendable {
        case left
        case right
    }

    mutating func push(_ element: [UInt8], at end: End) {
        switch end {
        case .left: insert(element, at: 0)
        case .right: insert(element, at: elements.count)
        }
    }

    mutating func pop(from end: End) -> [UInt8]? {
        guard !elements.isEmpty else { return nil }
        return remove(at: end == .left ? 0 : elements.count - 1)
    }

    mutating func insert(_ element: [UInt8], at index: Int) {
        elements.insert(element, at: index)
        elementBytes += element.count
    }

    @discardableResult mutating func remove(at index: Int) -> [UInt8] {
        let element = elements.remove(at: index)
        elementBytes -= element.count
        return element
    }

    mutating func replace(at index: Int, with element: [UInt8]) {
        elementBytes += element.count - elements[index].count
        elements[index] = element
    }

    /// Keeps only what is in the range.
    mutating func trim(to range: Range<Int>) {
        elements = Array(elements[range])
        elementBytes = elements.reduce(0) { $0 + $1.count }
    }

    /// Removes up to `limit` elements equal to this one, from the given end on; how many there were.
    mutating func remove(_ element: [UInt8], limit: Int, from end: End) -> Int {
        var kept: [[UInt8]] = []
        var removed = 0
        let inOrder = end == .left ? elements : elements.reversed()
        for candidate in inOrder {
            if candidate == element, removed < limit {
                removed += 1
            } else {
                kept.append(candidate)
            }
        }
        elements = end == .left ? kept : kept.reversed()
        elementBytes -= removed * element.count
        return removed
    }
}
