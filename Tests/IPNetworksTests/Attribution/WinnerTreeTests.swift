import Testing

@testable import IPNetworks

@Suite("Winner tree")
struct WinnerTreeTests {
    @Test("The smallest key is always at hand", arguments: 1...64)
    func smallest(count: Int) {
        var random = SeededGenerator(seed: count)
        var keys = (0..<count).map { _ in UInt32.random(in: 0..<1_000, using: &random) }
        var tree = WinnerTree(keys)
        for _ in 0..<500 {
            #expect(tree.smallest == keys.min())
            #expect(keys[tree.winner] == tree.smallest)
            let grown = tree.smallest + UInt32.random(in: 0..<300, using: &random)
            keys[tree.winner] = grown
            tree.replaceSmallest(by: grown)
        }
    }

    @Test("Without keys it is at the end at once")
    func empty() {
        #expect(WinnerTree<UInt32>([]).smallest == .max)
    }
}
