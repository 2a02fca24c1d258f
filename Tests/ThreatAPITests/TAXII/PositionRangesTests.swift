import Testing

@testable import ThreatAPI

@Suite("Ranges of positions")
struct PositionRangesTests {
    static func ranges(_ generator: inout SeededGenerator) -> [Range<Int>] {
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            let start = Int.random(in: 0...60, using: &generator)
            return start..<start + Int.random(in: 0...12, using: &generator)
        }
    }

    @Test("They are the sets they stand for", arguments: 0..<300 as Range<UInt64>)
    func sets(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let (a, b) = (Self.ranges(&generator), Self.ranges(&generator))
        let (first, second) = (PositionRanges(a), PositionRanges(b))
        let expected = Set(a.joined()).intersection(b.joined()).sorted()
        #expect(first.ranges.flatMap { Array($0) } == Set(a.joined()).sorted())
        #expect(first.intersection(second).ranges.flatMap { Array($0) } == expected)
        let offset = Int.random(in: 0...40, using: &generator)
        let limit = Int.random(in: 1...20, using: &generator)
        let page = first.intersection(second).page(offset: offset, limit: limit)
        #expect(page.positions == Array(expected.dropFirst(offset).prefix(limit)))
        #expect(page.hasMore == (expected.count > offset + limit))
    }

    @Test("An offset beyond everything finds nothing")
    func beyond() {
        let page = PositionRanges([0..<10]).page(offset: .max, limit: 1000)
        #expect(page.positions.isEmpty && !page.hasMore)
    }
}
