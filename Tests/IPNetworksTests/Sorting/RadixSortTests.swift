import Testing

@testable import IPNetworks

@Suite("Sorting")
struct RadixSortTests {
    /// Around the sizes at which the method changes, and with keys that differ in few bytes only.
    @Test(
        "Both methods sort as the standard library does",
        arguments: [0, 1, 2, 23, 24, 25, 26, 255, 4_095, 4_096, 4_097, 9_000],
        [UInt32.max, 0xff, 0xff00_0000, 0, 0x0100_0001])
    func v4(count: Int, mask: UInt32) {
        var random = SeededGenerator(seed: count)
        let ranges = (0..<count).map { _ in
            let first = UInt32.random(in: .min ... .max, using: &random) & mask
            return AddressRange(first, UInt32.random(in: first ... .max, using: &random))
        }
        check(ranges) { RadixSort.sort(&$0) }
        check(ranges) { FlagSort.sort(&$0) }
        check(ranges) { ScatterSort.sort(&$0) }
    }

    @Test(
        "IPv6", arguments: [0, 1, 25, 3_000],
        [UInt128.max, 0xffff, 0xff << 120, 0xff << 64, 0, 0xff00_0000_0000_0000_00ff])
    func v6(count: Int, mask: UInt128) {
        var random = SeededGenerator(seed: count)
        let ranges = (0..<count).map { _ in
            AddressRange((UInt128(random.next()) << 64 | UInt128(random.next())) & mask)
        }
        check(ranges) { RadixSort.sort(&$0) }
        check(ranges) { FlagSort.sort(&$0) }
    }

    private func check<Bits>(_ ranges: [AddressRange<Bits>], _ sort: (inout [AddressRange<Bits>]) -> Void) {
        var sorted = ranges
        sort(&sorted)
        #expect(sorted.map(\.first) == ranges.map(\.first).sorted())
        #expect(Set(sorted) == Set(ranges))
    }
}
