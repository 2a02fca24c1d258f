import IPNetworks
import Testing

@testable import Blocklists

/// A list that changes by single addresses, against a plain set.
struct KeptListTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func isWhatAPlainSetIs(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let base = (0..<40).map { _ -> AddressRange<UInt32> in
            let first = UInt32.random(in: 0...900, using: &random)
            return AddressRange(first, first + UInt32.random(in: 0...20, using: &random))
        }
        var list = KeptList(IPAddressSet(v4: AddressSet(base)))
        var naive = Set(base.flatMap { Array($0.first...$0.last) })
        for _ in 0..<12_000 {
            let number = UInt32.random(in: 0...30_000, using: &random) % (Bool.random(using: &random) ? 1000 : 30_001)
            let address = IPAddress(v4: number)
            if Bool.random(using: &random) {
                #expect(list.apply(.add(address)) == naive.insert(number).inserted)
            } else {
                #expect(list.apply(.remove(address)) == (naive.remove(number) != nil))
            }
        }
        #expect(list.addresses == IPAddressSet(v4: AddressSet(naive.map { AddressRange($0) })))
        for number in (0...30_000 as ClosedRange<UInt32>).shuffled(using: &random).prefix(500) {
            #expect(list.contains(IPAddress(v4: number)) == naive.contains(number))
            let cell = AddressCell(holding: number)
            let expected = (0..<8 as Range<UInt32>).filter { naive.contains(cell.first + $0) }.map { cell.first + $0 }
            #expect(cell.addresses(in: list.coverage(of: cell)) == expected)
        }
    }

    @Test func equalListsAreEqualWhateverTheirPast() {
        var list = KeptList(IPAddressSet("45.40.0.0/24"))
        list.apply(.remove(IPAddress(v4: 0x2d28_0001)))
        #expect(list != KeptList(IPAddressSet("45.40.0.0/24")))
        list.apply(.add(IPAddress(v4: 0x2d28_0001)))
        #expect(list == KeptList(IPAddressSet("45.40.0.0/24")))
        #expect(list.rangeCount == 1)
    }

    @Test func familiesAreKeptApart() {
        var list = KeptList()
        let isNew = list.apply(.add(IPAddress(v6: 0x2600 << 112 | 1)))
        #expect(isNew)
        #expect(!list.contains(IPAddress(v4: 1)))
        #expect(list.rangeCount4 == 0 && list.rangeCount6 == 1)
    }
}
