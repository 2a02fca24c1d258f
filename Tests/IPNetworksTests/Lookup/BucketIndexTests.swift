import Testing

@testable import IPNetworks

@Suite("Bucket index")
struct BucketIndexTests {
    @Test("It finds what a search from the front finds", arguments: [1, 2, 16, 17, 100, 5_000], 0..<6)
    func againstNaive(count: Int, kind: Int) {
        var random = SeededGenerator(seed: count + kind)
        let keys = [0] + Set((1..<max(2, count)).map { _ in Self.key(kind, using: &random) }).subtracting([0]).sorted()
        let index = BucketIndex(keys)
        let near = keys.flatMap { [$0, $0 &+ 1, $0 &- 1] }
        for key in near.shuffled(using: &random).prefix(500) + [0, 1, .max, .max - 1, random.next()] {
            #expect(index.lastIndex(notAfter: key) == keys.lastIndex { $0 <= key })
        }
    }

    /// Even, crowded at one end, crowded at the other, crowded in crowds, powers of two, and nearly all the same.
    private static func key(_ kind: Int, using random: inout SeededGenerator) -> UInt64 {
        let number = random.next()
        return switch kind {
        case 0: number
        case 1: number & 0xffff
        case 2: number | 0xffff_ffff_ffff_0000
        case 3: number & 0xf00f_0000_00ff_00ff
        case 4: 1 << (number & 63)
        default: 0x8000_0000_0000_0000 | number & 0xfff
        }
    }
}
