import Testing

@testable import ThreatAPI

@Suite("The table of records")
struct RecordTableTests {
    static func contents<Key>(_ table: RecordTable<Key>) -> [Key: [UInt8]] {
        var contents: [Key: [UInt8]] = [:]
        table.forEach { contents[$0] = Array($1) }
        return contents
    }

    static func table<Key>(_ contents: [Key: [UInt8]]) -> RecordTable<Key> {
        var builder = RecordTable<Key>.Builder()
        for (key, record) in contents.sorted(by: { $0.key < $1.key }) {
            record.withUnsafeBytes { builder.append(key, $0) }
        }
        return builder.finish()
    }

    /// Random batches of changes against a dictionary, on keys close together and far apart.
    @Test("It holds what a dictionary holds", arguments: 0..<12 as Range<UInt64>)
    func reference(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let range: UInt32 = [50, 3000, .max][Int(seed % 3)]
        var expected: [UInt32: [UInt8]] = [:]
        for _ in 0..<Int.random(in: 0...4000, using: &generator) {
            expected[UInt32.random(in: 0...range, using: &generator)] = Self.record(&generator)
        }
        var table = Self.table(expected)
        #expect(Self.contents(table) == expected)
        for _ in 0..<30 {
            var changes: [UInt32: [UInt8]?] = [:]
            for _ in 0..<Int.random(in: 0...300, using: &generator) {
                let key =
                    Bool.random(using: &generator)
                    ? expected.keys.randomElement(using: &generator) ?? 0
                    : UInt32.random(in: 0...range, using: &generator)
                changes[key] = Bool.random(using: &generator) ? .some(nil) : Self.record(&generator)
            }
            let before = table
            let known = expected
            table = table.applying(
                changes.sorted { $0.key < $1.key }.map { RecordChange(key: $0.key, record: $0.value) })
            for (key, record) in changes { expected[key] = record }
            #expect(table.count == expected.count)
            #expect(Self.contents(table) == expected)
            #expect(Self.contents(before) == known, "an older value must not change")
            for key in (expected.keys.prefix(50) + [0, .max, range / 2]) {
                #expect(table.withRecord(of: key) { Array($0) } == expected[key])
            }
        }
    }

    static func record(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0...80, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    @Test("Emptied and filled again, and visited in order")
    func edges() {
        var table = RecordTable<UInt128>()
        #expect(table.count == 0 && table.withRecord(of: 0) { _ in true } == nil)
        let keys: [UInt128] = [0, 1, 1 << 64, .max]
        for _ in 0..<2 {
            table = table.applying(keys.map { RecordChange(key: $0, record: [7]) })
            var visited: [UInt128] = []
            table.forEach { key, _ in visited.append(key) }
            #expect(visited == keys)
            table = table.applying(keys.map { RecordChange(key: $0, record: nil) })
            #expect(table.count == 0)
        }
        #expect(table.applying([RecordChange(key: 5, record: nil)]).count == 0)
    }

    @Test("Growing one by one at either end stays balanced")
    func oneByOne() {
        for ascending in [true, false] {
            var table = RecordTable<UInt32>()
            for number in 0..<5000 as Range<UInt32> {
                table = table.applying([RecordChange(key: ascending ? number : 5000 - number, record: [1])])
            }
            #expect(table.count == 5000)
            var previous: UInt32?
            var isAscending = true
            table.forEach { key, _ in
                isAscending = isAscending && previous.map { $0 < key } ?? true
                previous = key
            }
            #expect(isAscending)
        }
    }
}
