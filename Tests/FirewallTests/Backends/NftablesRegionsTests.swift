import TestHosts
import Testing

@testable import Firewall

@Suite struct NftablesRegionsTests {
    @Test(
        arguments: [
            ([], []),
            ([0...0], [0]),
            ([0x0a00_0000...0x0a00_00ff, 0x0a00_0200...0x0a00_02ff], [0x0a00_0000]),
            ([0x0a00_ff00...0x0a01_00ff], [0x0a00_0000, 0x0a01_0000]),
            (
                [0x0a00_ff00...0x0a02_0000, 0x0a02_0010...0x0a03_0000],
                [0x0a00_0000, 0x0a01_0000, 0x0a02_0000, 0x0a03_0000]
            ),
            ([0xffff_ff00...UInt32.max], [0xffff_0000]),
        ] as [([ClosedRange<UInt32>], [UInt32])])
    func examples(_ ranges: [ClosedRange<UInt32>], _ regions: [UInt32]) {
        #expect(NftablesRegions.of(ranges) == regions)
    }

    @Test func everything() {
        let regions = NftablesRegions.of([0...UInt32.max])
        #expect(regions.count == Int(NftablesRegions.capacity))
        #expect(regions.last == 0xffff_0000)
    }

    @Test(arguments: 0..<50)
    func asByHand(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let ranges = AddressIntervals(
            (0..<20).map { _ in
                let first = UInt32.random(in: 0...0x00ff_ffff, using: &random)
                return first...first + UInt32.random(in: 0...0x0003_ffff, using: &random)
            }
        ).items
        let naive = Set(
            ranges.flatMap { Set(stride(from: $0.lowerBound, through: $0.upperBound, by: 256)).union([$0.upperBound]) }
                .map { $0 & 0xffff_0000 })
        #expect(NftablesRegions.of(ranges) == naive.sorted())
    }
}
