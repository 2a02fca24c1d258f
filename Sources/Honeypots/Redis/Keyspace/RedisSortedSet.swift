/// Members with scores, in the order of score and then bytes.
struct RedisSortedSet: RedisCollection {
    struct Element: Hashable, Sendable {
        var member: [UInt8]
        var score: Double
    }

    private(set) var elements: [Element] = []
    private var scores: [[UInt8]: Double] = [:]
    private var memberBytes = 0

    init() {}

    init?(_ value: RedisValue) {
        guard case .sortedSet(let set) = value else { return nil }
        self = set
    }

    /// All of these at once; nil when a member comes twice.
    init?(_ elements: [Element]) {
        self.elements = elements.sorted(by: Self.areInOrder)
        for element in elements where scores.updateValue(element.score, forKey: element.member) != nil { return nil }
        memberBytes = elements.reduce(0) { $0 + $1.member.count }
    }

    var wrapped: RedisValue { .sortedSet(self) }
    var isEmpty: Bool { elements.isEmpty }
    var count: Int { elements.count }
    var byteCount: Int { memberBytes + elements.count * RedisValue.elementOverhead }

    func score(of member: [UInt8]) -> Double? { scores[member] }

    /// Position of a member, from the lowest score on.
    func rank(of member: [UInt8]) -> Int? {
        scores[member].map { firstIndex(notBefore: Element(member: member, score: $0)) }
    }

    mutating func set(_ member: [UInt8], to score: Double) {
        remove(member)
        let element = Element(member: member, score: score)
        elements.insert(element, at: firstIndex(notBefore: element))
        scores[member] = score
        memberBytes += member.count
    }

    @discardableResult mutating func remove(_ member: [UInt8]) -> Bool {
        guard let score = scores.removeValue(forKey: member) else { return false }
        elements.remove(at: firstIndex(notBefore: Element(member: member, score: score)))
        memberBytes -= member.count
        return true
    }

    mutating func remove(_ range: Range<Int>) {
        for element in elements[range] {
            scores[element.member] = nil
            memberBytes -= element.member.count
        }
        elements.removeSubrange(range)
    }

    /// The positions whose elements satisfy both conditions; each must hold for everything behind, or before, one point.
    func range(from isStarted: (Element) -> Bool, until isEnded: (Element) -> Bool) -> Range<Int> {
        let start = partition(isStarted)
        return start..<max(start, partition(isEnded))
    }

    private func firstIndex(notBefore element: Element) -> Int { partition { !Self.areInOrder($0, element) } }

    /// The first position where the condition holds, if it goes on holding from there to the end.
    private func partition(_ holds: (Element) -> Bool) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(elements[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func areInOrder(_ a: Element, _ b: Element) -> Bool {
        a.score != b.score ? a.score < b.score : a.member.lexicographicallyPrecedes(b.member)
    }
}
