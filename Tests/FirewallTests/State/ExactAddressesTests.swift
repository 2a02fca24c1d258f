import TestHosts
import Testing

@testable import Firewall

@Suite struct ExactAddressesTests {
    @Test(arguments: [0, 1, 2, 3, 1000, 70_000])
    func anyOrderBecomesSorted(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        // From few enough numbers that some come twice.
        let keys = (0..<count).map { _ in
            UInt32.random(in: 0...UInt32(max(count, 1)) * 3, using: &random) &* 0x9e37_79b9
        }
        #expect(ExactAddresses(keys).items == Set(keys).sorted())
        let wide = keys.map { UInt128($0) << 70 | UInt128($0 & 7) }
        #expect(ExactAddresses(wide).items == Set(wide).sorted())
    }

    @Test func edges() {
        let keys: [UInt128] = [UInt128.max, 0, 1, UInt128.max, 1 << 127]
        #expect(ExactAddresses(keys).items == [0, 1, 1 << 127, UInt128.max])
    }

    @Test(arguments: [(0, 1536), (768, 1536), (769, 3072), (350_000, 786_432), (1_000_000, 3_145_728)])
    func capacities(_ count: Int, _ capacity: Int) {
        #expect(ExactAddresses<UInt32>.capacity(for: count) == capacity)
        #expect(capacity >= 2 * count)
    }

    @Test func differencesApply() {
        var list = ExactAddresses([1, 3, 5, 7] as [UInt32])
        let isApplied = list.apply(removing: [3, 7], adding: [0, 4, 9])
        #expect(isApplied)
        #expect(list.items == [0, 1, 4, 5, 9])
    }

    @Test(arguments: [([2], []), ([], [3]), ([1, 2], [4]), ([9], [])] as [([UInt32], [UInt32])])
    func misfitsChangeNothing(_ removing: [UInt32], _ adding: [UInt32]) {
        var list = ExactAddresses([1, 3, 5, 7] as [UInt32])
        let isApplied = list.apply(removing: removing, adding: adding)
        #expect(!isApplied)
        #expect(list.items == [1, 3, 5, 7])
    }
}
