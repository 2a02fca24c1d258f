import Testing

@testable import IPNetworks

@Suite("Aggregation to CIDR blocks")
struct AddressBlockTests {
    @Test("The blocks of a range", arguments: Universe<UInt32>.all)
    func v4(universe: Universe<UInt32>) { compareWithNaive(universe) }

    @Test("The blocks of a range, IPv6", arguments: Universe<UInt128>.all)
    func v6(universe: Universe<UInt128>) { compareWithNaive(universe) }

    /// Every range of a universe: the blocks are aligned, lie side by side from end to end, and no fewer would do.
    private func compareWithNaive<Bits>(_ universe: Universe<Bits>) {
        for first in 0..<64 {
            for last in first..<64 {
                let range = universe.range(first, last)
                let blocks = Array(AddressBlockSequence([range]))
                #expect(blocks.first?.first == range.first)
                #expect(blocks.last?.last == range.last)
                #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.last &+ 1 == $1.first })
                #expect(blocks.allSatisfy { $0.range == AddressRange($0.first, prefixLength: Int($0.prefixLength)) })
                #expect(blocks.count == fewest(from: range.first, to: range.last))
            }
        }
    }

    /// The number of blocks by halving the whole space until a half lies inside the range or outside.
    private func fewest<Bits: AddressBits>(
        from first: Bits, to last: Bits, in space: AddressRange<Bits> = AddressRange(0, .max)
    ) -> Int {
        if first <= space.first, space.last <= last { return 1 }
        if last < space.first || space.last < first { return 0 }
        let middle = space.first + space.span / 2
        return fewest(from: first, to: last, in: AddressRange(space.first, middle))
            + fewest(from: first, to: last, in: AddressRange(middle + 1, space.last))
    }

    @Test("Ranges that touch are covered as one")
    func touching() {
        let ranges: [AddressRange<UInt32>] = [
            AddressRange(8), AddressRange(9, 11), AddressRange(12, 15), AddressRange(17),
        ]
        #expect(AddressBlockSequence(ranges).map(\.description) == ["0.0.0.8/29", "0.0.0.17"])
        let end: [AddressRange<UInt32>] = [AddressRange(0), AddressRange(.max - 1), AddressRange(.max)]
        #expect(AddressBlockSequence(end).map(\.description) == ["0.0.0.0", "255.255.255.254/31"])
    }

    @Test("The longest text is as long as it is said to be")
    func longestText() {
        let v4 = AddressBlock<UInt32>(first: 0xdede_dede, prefixLength: 31)
        #expect(v4.description.utf8.count + 1 == AddressBlock<UInt32>.longestText)  // prefix lengths have two digits
        let v6 = AddressBlock<UInt128>(first: .max - 1, prefixLength: 127)
        #expect(v6.description.utf8.count == AddressBlock<UInt128>.longestText)
    }

    @Test("A block of mapped addresses is an IPv4 network")
    func mapped() {
        let block = AddressBlock<UInt128>(first: 0xffff_c000_0200, prefixLength: 120)
        #expect(IPPrefix(block).description == "192.0.2.0/24")
        #expect(IPPrefix(AddressBlock<UInt128>(first: 0xffff_0000_0000, prefixLength: 96)).description == "0.0.0.0/0")
        #expect(
            IPPrefix(AddressBlock<UInt128>(first: 0xfffe_0000_0000, prefixLength: 95)).description == "::fffe:0:0/95")
    }
}
