import Testing

@testable import Detection

@Suite struct LiteralAutomatonTests {
    struct Occurrence: Hashable, Comparable {
        let end: Int
        let literal: Int
        static func < (a: Self, b: Self) -> Bool { (a.end, a.literal) < (b.end, b.literal) }
    }

    private func occurrences(_ literals: [String], in text: [UInt8]) -> [Occurrence] {
        var found: [Occurrence] = []
        LiteralAutomaton(literals.map { Array($0.utf8) }).scan(text.span) { literal, end in
            found.append(Occurrence(end: end, literal: literal))
        }
        return found
    }

    private func naive(_ literals: [String], in text: [UInt8]) -> [Occurrence] {
        let text = text.map(ASCII.lowercased)
        return literals.enumerated().flatMap { index, literal in
            let bytes = literal.utf8.map(ASCII.lowercased)
            return (0...text.count).filter { text[..<$0].suffix(bytes.count).elementsEqual(bytes) }
                .map { Occurrence(end: $0, literal: index) }
        }
        .sorted()
    }

    @Test func overlappingAndNestedLiteralsAreAllFound() {
        let found = occurrences(["he", "she", "his", "hers"], in: Array("usHERShis".utf8))
        #expect(found == found.sorted { $0.end < $1.end })
        #expect(
            Set(found) == [
                Occurrence(end: 4, literal: 0), Occurrence(end: 4, literal: 1), Occurrence(end: 6, literal: 3),
                Occurrence(end: 9, literal: 2),
            ])
    }

    @Test func noLiteralsFindNothing() { #expect(occurrences([], in: Array("anything".utf8)).isEmpty) }

    @Test func everyByteCanBeInALiteral() {
        let all = (0...255).map { UInt8($0) }
        var ends: [Int] = []
        LiteralAutomaton([all]).scan((all + all).span) { ends.append($1) }
        #expect(ends == [256, 512])
    }

    /// Few letters, so that literals share beginnings, endings and middles as much as they can.
    @Test(arguments: 0..<60)
    func findsWhatSearchingOneByOneFinds(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let letters = Array(seed % 2 == 0 ? "abA" : "abcDE/. ")
        func word(_ lengths: ClosedRange<Int>) -> String {
            String(
                (0..<Int.random(in: lengths, using: &generator)).map { _ in
                    letters.randomElement(using: &generator) ?? "a"
                })
        }
        // Equal but for case is the same literal.
        var seen: Set<String> = []
        let literals = (0..<Int.random(in: 1...60, using: &generator)).map { _ in word(1...9) }
            .filter { seen.insert($0.lowercased()).inserted }
        for _ in 0..<20 {
            let text = Array(word(0...80).utf8)
            #expect(Set(occurrences(literals, in: text)) == Set(naive(literals, in: text)))
        }
    }
}
