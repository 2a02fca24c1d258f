import TestHosts
import Testing

@testable import Firewall

@Suite struct RadixSortTests {
    @Test(arguments: [0, 1, 2, 255, 256, 257, 10_000])
    func asTheStandardLibrary(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count) + 1)
        let narrow = (0..<count).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) }
        #expect(narrow.radixSorted { $0 } == narrow.sorted())
        let wide = (0..<count).map { _ in UInt128.random(in: 0...UInt128.max, using: &random) }
        #expect(wide.radixSorted { $0 } == wide.sorted())
    }

    /// Digits that all share are skipped, which must not disturb the order by the others.
    @Test func sharedDigits() {
        var random = SeededRandom(seed: 5)
        let keys = (0..<1000).map { _ in UInt32.random(in: 0...255, using: &random) << 16 | 0x0a00_00ff }
        #expect(keys.radixSorted { $0 } == keys.sorted())
    }

    @Test func equalKeysKeepTheirOrder() {
        let elements: [(key: UInt32, name: String)] = [(2, "a"), (1, "b"), (2, "c"), (1, "d")]
        #expect(elements.radixSorted { $0.key }.map(\.name) == ["b", "d", "a", "c"])
    }
}
