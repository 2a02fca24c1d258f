import Testing

@testable import Honeypots

/// The collections against the plainest thing that does the same.
@Suite("Redis: keyspace")
struct RedisKeyspaceTests {
    private func key(_ number: Int) -> [UInt8] { Array("k\(number)".utf8) }

    @Test("An ordered table is a list of pairs", arguments: [1, 2, 3] as [UInt64])
    func orderedTable(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var table = OrderedTable<Int>()
        var pairs: [(key: [UInt8], value: Int)] = []
        for step in 0..<3_000 {
            let key = key(generator.below(60))
            if generator.chance(percent: 55) {
                table[key] = step
                if let index = pairs.firstIndex(where: { $0.key == key }) {
                    pairs[index].value = step
                } else {
                    pairs.append((key, step))
                }
            } else {
                let removed = table.remove(key)
                let index = pairs.firstIndex { $0.key == key }
                #expect(removed == index.map { pairs[$0].value })
                if let index { pairs.remove(at: index) }
            }
            #expect(table.count == pairs.count)
            #expect(table.keyBytes == pairs.reduce(0) { $0 + $1.key.count })
        }
        #expect(table.elements.map(\.key) == pairs.map(\.key))
        #expect(table.elements.map(\.value) == pairs.map(\.value))
        for _ in 0..<50 {
            let drawn = table.random(using: &generator)
            #expect(drawn.map { drawn in pairs.contains { $0.key == drawn.key } } ?? pairs.isEmpty)
        }
    }

    @Test("Pages of a scan show every key once")
    func pages() {
        var table = OrderedTable<Int>()
        for number in 0..<100 { table[key(number)] = number }
        for number in stride(from: 0, to: 100, by: 3) { table.remove(key(number)) }
        var seen: [Int] = []
        var cursor: UInt64 = 0
        repeat {
            let page = table.page(from: cursor, count: 7)
            seen += page.elements.map(\.value)
            cursor = page.next
        } while cursor != 0
        #expect(seen == (0..<100).filter { !$0.isMultiple(of: 3) })
        #expect(table.page(from: .max, count: 5).elements.isEmpty)
    }

    @Test("A sorted set is a sorted list", arguments: [1, 2] as [UInt64])
    func sortedSet(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var set = RedisSortedSet()
        var scores: [[UInt8]: Double] = [:]
        for _ in 0..<1_500 {
            let member = key(generator.below(40))
            if generator.chance(percent: 70) {
                let score = Double(generator.below(6)) - 2
                set.set(member, to: score)
                scores[member] = score
            } else {
                #expect(set.remove(member) == (scores.removeValue(forKey: member) != nil))
            }
        }
        let expected = scores.sorted { a, b in
            a.value != b.value ? a.value < b.value : a.key.lexicographicallyPrecedes(b.key)
        }
        #expect(set.elements.map(\.member) == expected.map(\.key))
        for (rank, element) in expected.enumerated() {
            #expect(set.rank(of: element.key) == rank)
            #expect(set.score(of: element.key) == element.value)
        }
        let range = set.range(from: { $0.score >= -1 }, until: { $0.score > 2 })
        #expect(range.count == expected.count { $0.value >= -1 && $0.value <= 2 })
    }

    @Test("A database knows what it holds, whatever is done to it")
    func accounting() throws {
        var generator = SeededGenerator(seed: 9)
        var database = RedisDatabase()
        for step in 0..<2_000 {
            let key = key(generator.below(20))
            switch generator.below(6) {
            case 0: database.set(key, to: .init(value: .string(generator.bytes(generator.below(50))), expiresAt: nil))
            case 1: database.remove(key)
            case 2: database.setExpiry(key, generator.chance(percent: 50) ? Int64(step + generator.below(40)) : nil)
            case 3: _ = database.entry(key, at: Int64(step))
            case 4:
                try? database.mutate(key, as: RedisList.self, at: Int64(step)) { $0.push([1, 2, 3], at: .left) }
            default:
                try? database.mutate(key, as: RedisSet.self, at: Int64(step)) { set throws(RedisFault) in
                    set.insert(generator.bytes(2))
                    if step.isMultiple(of: 3) { throw .syntax }
                }
            }
            let elements = Array(database.elements)
            let bytes = elements.reduce(0) { $0 + $1.key.count + $1.value.value.byteCount }
            #expect(database.byteCount - bytes == elements.count * 96)
            #expect(database.volatileCount == elements.count { $0.value.expiresAt != nil })
        }
    }

    @Test("A collection that was emptied is gone, one of another type is left alone")
    func mutation() throws {
        var database = RedisDatabase()
        try database.mutate(key(1), as: RedisList.self, at: 0) { $0.push([1], at: .right) }
        #expect(throws: RedisFault.wrongType) {
            try database.mutate(key(1), as: RedisSet.self, at: 0) { _ = $0.insert([1]) }
        }
        try database.mutate(key(1), as: RedisList.self, at: 0) { _ = $0.pop(from: .left) }
        #expect(database.isEmpty)
        try database.mutate(key(2), as: RedisHash.self, at: 0) { _ in }
        #expect(database.isEmpty)
    }

    @Test(
        "Patterns",
        arguments: [
            ("*", "anything", true), ("a*c", "abc", true), ("a*c", "ab", false), ("h?llo", "hello", true),
            ("h[ae]llo", "hallo", true), ("h[^e]llo", "hello", false), ("h[a-b]llo", "hbllo", true),
            ("h[b-a]llo", "hallo", true), ("\\*", "*", true), ("\\*", "x", false), ("", "", true), ("", "a", false),
            ("*a*b*c*", "xxaxxbxxcxx", true), ("[abc", "b", true), ("a[", "a", false), ("**", "", true),
            ("a\\", "a\\", true),
        ])
    func patterns(_ pattern: String, _ text: String, _ matches: Bool) {
        #expect(RedisPattern(Array(pattern.utf8)).matches(Array(text.utf8)) == matches)
    }

    @Test("Patterns agree with a matcher that tries everything")
    func patternsAgainstNaive() {
        func naive(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            if first == UInt8(ascii: "*") {
                return naive(pattern.dropFirst(), text) || (!text.isEmpty && naive(pattern, text.dropFirst()))
            }
            guard let byte = text.first, first == UInt8(ascii: "?") || first == byte else { return false }
            return naive(pattern.dropFirst(), text.dropFirst())
        }
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<4_000 {
            let pattern = (0..<generator.below(7)).map { _ in generator.pick(UInt8(ascii: "*"), 0x3f, 0x61, 0x62) }
            let text = (0..<generator.below(8)).map { _ in generator.pick(UInt8(0x61), 0x62) }
            #expect(RedisPattern(pattern).matches(text) == naive(pattern[...], text[...]))
        }
    }
}
