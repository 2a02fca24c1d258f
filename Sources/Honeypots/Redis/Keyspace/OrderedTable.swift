/// A dictionary with byte strings for keys that remembers in which order its keys came, like the small hashes and sets of
/// Redis. Every operation takes constant time on average; removed places are closed up once they are the majority.
struct OrderedTable<Value: Sendable>: Sendable {
    struct Element: Sendable {
        let key: [UInt8]
        var value: Value
    }

    private var slots: [Element?] = []
    private var positions: [[UInt8]: Int] = [:]
    /// Bytes of all keys together.
    private(set) var keyBytes = 0

    var count: Int { positions.count }
    var isEmpty: Bool { positions.isEmpty }

    /// Keys and values, oldest first.
    var elements: some Sequence<Element> { slots.lazy.compactMap { $0 } }

    subscript(key: [UInt8]) -> Value? {
        get { positions[key].flatMap { slots[$0]?.value } }
        set {
            if let newValue { store(newValue, for: key) } else { remove(key) }
        }
    }

    func contains(_ key: [UInt8]) -> Bool { positions[key] != nil }

    private mutating func store(_ value: Value, for key: [UInt8]) {
        if let position = positions[key] {
            slots[position]?.value = value
        } else {
            positions[key] = slots.count
            slots.append(Element(key: key, value: value))
            keyBytes += key.count
        }
    }

    /// Takes the value out; nil when there is none.
    @discardableResult mutating func remove(_ key: [UInt8]) -> Value? {
        guard let position = positions.removeValue(forKey: key), let element = slots[position] else { return nil }
        slots[position] = nil
        keyBytes -= key.count
        if slots.count > 16, slots.count > 2 * positions.count { closeUp() }
        return element.value
    }

    /// Takes the value out but keeps its place, so that it can be changed without being copied. The caller puts one back
    /// under the same key, or removes the key.
    mutating func exchange(_ key: [UInt8], for placeholder: Value) -> Value? {
        guard let position = positions[key], let element = slots[position] else { return nil }
        slots[position]?.value = placeholder
        return element.value
    }

    private mutating func closeUp() {
        slots = slots.filter { $0 != nil }
        for (position, element) in slots.enumerated() {
            if let element { positions[element.key] = position }
        }
    }

    /// A page of a scan: up to `count` places from `cursor` on, and where the next page begins (0 after the last).
    func page(from cursor: UInt64, count: Int) -> (next: UInt64, elements: [Element]) {
        guard let start = Int(exactly: cursor), start < slots.count else { return (0, []) }
        let end = start + min(count, slots.count - start)
        return (end < slots.count ? UInt64(end) : 0, slots[start..<end].compactMap { $0 })
    }

    /// One element by chance, each as likely as any other.
    func random(using generator: inout SeededGenerator) -> Element? {
        guard !isEmpty else { return nil }
        // At least half of the places of a table this long are filled; a short one may have more holes.
        for _ in 0..<64 {
            if let element = slots[Int.random(in: slots.indices, using: &generator)] { return element }
        }
        return slots.lazy.compactMap { $0 }.first
    }
}
