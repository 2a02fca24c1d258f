import Netlink
import Testing

@testable import Firewall

@Suite struct XDPListingTests {
    @Test func addressesAreInNetworkOrder() {
        #expect(ExactAddresses<UInt32>.keys(of: [0x0102_0304, 5]) == [1, 2, 3, 4, 0, 0, 0, 5])
        #expect(ExactAddresses<UInt128>.keys(of: [7]) == [UInt8](repeating: 0, count: 15) + [7])
    }

    @Test func intervalsBecomePrefixes() {
        #expect(prefixes(0...0) == ["0/32"])
        #expect(prefixes(0...(.max)) == ["0/0"])
        #expect(prefixes(1...6) == ["1/32", "2/31", "4/31", "6/32"])
        #expect(prefixes(8...15) == ["8/29"])
        #expect(prefixes(8...16) == ["8/29", "16/32"])
        #expect(prefixes(.max...(.max)) == ["4294967295/32"])
        #expect(prefixes(1...(.max)).count == 32)
        #expect(prefixes(1...(.max - 1)).count == 62)
        #expect(AddressIntervals<UInt32>.keys(of: [0x0a00_0000...0x0a00_00ff]) == UInt32(24).hostBytes + [10, 0, 0, 0])
        #expect(AddressIntervals<UInt128>.keys(of: [0...(.max)]) == [UInt8](repeating: 0, count: 20))
    }

    @Test(arguments: 1...20)
    func prefixesCoverTheIntervalAndNothingElse(_ seed: UInt32) {
        let first = seed &* 2_654_435_761
        let range = first...max(first, first &+ seed &* 977)
        var next = range.lowerBound
        range.forEachPrefix { address, length in
            #expect(address == next)
            let size: UInt32 = 1 << UInt32(32 - length)
            #expect(address % size == 0)
            next = address &+ size
        }
        #expect(next == range.upperBound &+ 1)
    }

    private func prefixes(_ range: ClosedRange<UInt32>) -> [String] {
        var prefixes: [String] = []
        range.forEachPrefix { prefixes.append("\($0)/\($1)") }
        return prefixes
    }
}
